using System.Net;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Access.Limits;

/// <summary>Answers that do not end, and those that are waited for, are bounded for each caller.</summary>
internal class When_a_caller_holds_on
{
    private static readonly HttpClient Client = new();

    [TestCase("/events", AccessRoles.OrdersReader, AccessRoles.OrdersSubmitter)]
    [TestCase("/operations/overview/stream", AccessRoles.OperationsReader, AccessRoles.OperationsOperator)]
    public async Task Should_follow_no_more_streams_than_allowed(string path, string role, string other)
    {
        await using var service = new GuardedService([.. Credentials.Settings, ("Sagas:Access:StreamLimit", "2")]);
        var held = new List<HttpResponseMessage>();
        try
        {
            for (var i = 0; i < 2; i++)
                held.Add(await FollowAsync(service, path, role));
            using var refused = await FollowAsync(service, path, role);
            await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "too_many_requests");
            refused.Headers.RetryAfter.ShouldNotBeNull();

            using var others = await FollowAsync(service, path, other);
            others.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            held.ForEach(answer => answer.Dispose());
        }

        held.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        await Time.Eventually.BecomesTrueAsync(
            async () =>
            {
                using var again = await FollowAsync(service, path, role);
                return again.StatusCode == HttpStatusCode.OK;
            },
            "the places to be free again");
    }

    [Test]
    public async Task Should_not_wait_with_more_orders_than_allowed()
    {
        await using var service = new GuardedService([.. Credentials.Settings, ("Sagas:Api:WaitLimit", "1")]);
        // Nobody handles orders here: who waits does so for as long as it may, until the clock is moved.
        var orders = new Uri(service.Address, "/orders");
        List<Task<HttpResponseMessage>> both = [SubmitAsync(orders), SubmitAsync(orders)];
        var first = await Task.WhenAny(both);
        using (var atOnce = await first)
        {
            atOnce.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            atOnce.Headers.Contains("Preference-Applied").ShouldBeFalse();
        }

        var other = both.Single(answer => answer != first);
        other.IsCompleted.ShouldBeFalse();
        await Time.Eventually.BecomesTrueAsync(
            () =>
            {
                service.Time.Advance(TimeSpan.FromSeconds(1));
                return other.IsCompleted;
            },
            "the wait to be over");
        using var waited = await other;
        waited.Headers.GetValues("Preference-Applied").ShouldBe(["wait=30"]);
    }

    private static async Task<HttpResponseMessage> FollowAsync(
        GuardedService service, string path, string role)
    {
        var sending = AskAsync(new Uri(service.Address, path), role);
        // The overview is told when it has been looked at again.
        await Time.Eventually.BecomesTrueAsync(
            () =>
            {
                service.Time.Advance(TimeSpan.FromSeconds(2));
                return sending.IsCompleted;
            },
            path);
        return await sending;
    }

    private static async Task<HttpResponseMessage> AskAsync(Uri address, string role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Api-Key", Credentials.KeyOf(role));
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(Uri orders)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, orders)
        {
            Content = new StringContent(
                Journeys.World.RunningService.OrderOf("tok_visa"), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Api-Key", Credentials.KeyOf(AccessRoles.OrdersSubmitter));
        request.Headers.Add("Prefer", "wait=30");
        return await Client.SendAsync(request);
    }
}
