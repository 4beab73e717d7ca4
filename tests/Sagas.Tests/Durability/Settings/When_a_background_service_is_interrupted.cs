using Sagas.Durability.Settings;

namespace Sagas.Tests.Durability.Settings;

/// <summary>What a library throws when its call is canceled is its own affair.</summary>
internal sealed class When_a_background_service_is_interrupted
{
    [Test]
    public async Task Should_have_ended_whatever_the_interrupted_call_says()
    {
        using var service = new Waiting();
        await service.StartAsync(CancellationToken.None);
        await service.Begun;

        await service.StopAsync(CancellationToken.None);

        service.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Test]
    public async Task Should_still_tell_of_a_failure_that_nobody_asked_for()
    {
        using var service = new Failing();
        await service.StartAsync(CancellationToken.None);

        (await Should.ThrowAsync<InvalidOperationException>(() => service.ExecuteTask!)).Message.ShouldBe("out of order");
    }

    private sealed class Waiting : InterruptibleService
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        protected override async Task RunAsync(CancellationToken stoppingToken)
        {
            var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var _ = stoppingToken.Register(
                () => canceled.SetException(new TimeoutException("The server did not confirm that the call was canceled.")));
            _begun.SetResult();
            await canceled.Task;
        }
    }

    private sealed class Failing : InterruptibleService
    {
        protected override Task RunAsync(CancellationToken stoppingToken) => throw new InvalidOperationException("out of order");
    }
}
