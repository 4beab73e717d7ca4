// Every world has a database and a virtual host of its own, and mostly waits for them.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
