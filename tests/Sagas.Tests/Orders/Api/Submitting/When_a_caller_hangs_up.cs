using System.Net;
using System.Text;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Submitting;

/// <summary>The caller of a request goes away while it waits for the database.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_caller_hangs_up : IAsyncDisposable
{
    private readonly ApiFixture _api = new();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Test]
    public async Task Should_withdraw_what_has_not_begun_to_be_stored_and_go_on_serving_others()
    {
        var turn = await _api.HoldWritesAsync();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var begun = PostAsync(first.Token);
        await Time.Eventually.BecomesTrueAsync(
            () => _api.Committer.Unfinished == 1 && _api.Committer.Waiting == 0, "the first order to be about to be stored");
        var waiting = PostAsync(second.Token);
        await Time.Eventually.BecomesTrueAsync(() => _api.Committer.Unfinished == 2, "the second order to wait");

        await second.CancelAsync();
        await Time.Eventually.BecomesTrueAsync(() => _api.Committer.Unfinished == 1, "the second order to be withdrawn");
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => begun);
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        turn.Dispose();
        await Time.Eventually.BecomesTrueAsync(() => _api.Committer.Unfinished == 0, "the first order to be stored");

        using var next = await _api.PostAsync("/orders", ApiFixture.GoodOrder).WaitAsync(RoomHarness.Deadline);
        next.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _api.CountOrdersAsync()).ShouldBe(2);
    }

    private async Task PostAsync(CancellationToken cancellationToken)
    {
        using var content = new StringContent(ApiFixture.GoodOrder, Encoding.UTF8, "application/json");
        using var response = await _api.Client.PostAsync(new Uri("/orders", UriKind.Relative), content, cancellationToken);
    }
}
