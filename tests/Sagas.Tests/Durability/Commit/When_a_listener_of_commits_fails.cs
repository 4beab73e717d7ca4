using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Commit;

internal class When_a_listener_of_commits_fails
{
    [Test]
    public async Task Should_commit_on_and_tell_the_others()
    {
        var other = new CountingListener();
        await using var service = await FakeService.StartAsync(DatabaseKind.Sqlite, services =>
        {
            services.AddSingleton<ICommitListener, FailingListener>();
            services.AddSingleton<ICommitListener>(other);
        });
        var committer = service.Services.GetRequiredService<ICommitter>();

        for (var i = 0; i < 3; i++)
        {
            var outcome = await committer.CommitAsync(new UnitOfWork(), CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(10));
            outcome.ShouldBe(CommitOutcome.Committed);
        }

        other.Count.ShouldBe(3);
    }

    private sealed class FailingListener : ICommitListener
    {
        public void Committed(UnitOfWork unit) => throw new InvalidOperationException("The gauge broke.");
    }

    private sealed class CountingListener : ICommitListener
    {
        public int Count { get; private set; }

        public void Committed(UnitOfWork unit) => Count++;
    }
}
