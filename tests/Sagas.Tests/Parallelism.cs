// Every world has a database of its own, and on servers a virtual host.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: WorkersOfTheBed]
[assembly: StopsAfterFailure]
