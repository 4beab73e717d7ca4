using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Tests.Crash;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Browser;

/// <summary>The program on a broker and a database server, and a browser before it.</summary>
internal sealed class OperatedProgram : IAsyncDisposable
{
    /// <summary>The address of an order's page, without its id.</summary>
    public const string Orders = "/sagas/OrderState";

    private readonly SagasProgram _program;
    private readonly TestBed _bed;
    private readonly Chromium _chromium;

    private OperatedProgram(SagasProgram program, TestBed bed, Chromium chromium) =>
        (_program, _bed, _chromium) = (program, bed, chromium);

    public Uri Address => _program.Client.BaseAddress!;

    public static async Task<OperatedProgram> StartAsync(params IEnumerable<(string Key, string Value)> settings)
    {
        var bed = await TestBeds.ForServiceAsync();
        var program = new SagasProgram();
        program.Use(bed);
        // What goes wrong for good does so within seconds.
        program.Environment["Sagas__Durability__RedeliveryDelays__0"] = "00:00:00.200";
        program.Environment["Sagas__Durability__RedeliveryDelays__1"] = "00:00:00.200";
        foreach (var (key, value) in settings)
            program.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        await program.StartAsync();
        return new OperatedProgram(program, bed, await Chromium.StartAsync());
    }

    public Task<IPage> VisitAsync(ColorScheme colours = ColorScheme.Light, bool withScript = true, int width = 1280) =>
        _chromium.VisitAsync(Address, colours, withScript, width);

    /// <summary>All visitors go.</summary>
    public Task LeaveAsync() => _chromium.LeaveAsync();

    /// <summary>Places an order, as a shop does.</summary>
    public async Task<Guid> OrderAsync(
        string token, string customer = RunningService.Customer, string email = "ada@example.com")
    {
        using var content = new StringContent(
            RunningService.OrderOf(token, customer, email: email), Encoding.UTF8, "application/json");
        using var answer = await _program.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid();
    }

    /// <summary>
    /// Submits orders as somebody outside does who has not read the contract: they name nothing but a customer.
    /// </summary>
    public async Task SubmitBrokenAsync(int count)
    {
        await using var publisher = await RawPublisher.ConnectAsync(((ServerBed)_bed).BrokerAddress);
        for (var number = 0; number < count; number++)
        {
            var messageId = Guid.NewGuid();
            var body = EnvelopeOf(messageId, """{"customerId":"c-broken"}""");
            await publisher.PublishAsync(
                "Sagas.Contracts.Orders:OrderSubmitted", Encoding.UTF8.GetBytes(body), RawPublisher.Envelope,
                messageId: messageId);
        }
    }

    /// <summary>The envelope of a submission.</summary>
    public static string EnvelopeOf(Guid messageId, string message) =>
        $$"""{"messageId":"{{messageId}}","messageType":["urn:message:Sagas.Contracts.Orders:OrderSubmitted"],"message":{{message}}}""";

    /// <summary>Waits until so many messages were given up.</summary>
    public Task UntilGivenUpAsync(int count) => Eventually.BecomesTrueAsync(
        async () =>
        {
            await using var db = _bed.NewServiceContext();
            return await db.Set<DeadLetter>().CountAsync() >= count;
        },
        $"{count} messages to be given up",
        TimeSpan.FromMinutes(1));

    /// <summary>Waits until the results of all that was sent again are known.</summary>
    public Task UntilNothingIsRetriedAsync() => Eventually.BecomesTrueAsync(
        async () =>
        {
            await using var db = _bed.NewServiceContext();
            return !await db.Set<DeadLetter>().IgnoreQueryFilters().AnyAsync(deadLetter => deadLetter.IsBeingRetried);
        },
        "all results to be known",
        TimeSpan.FromMinutes(1));

    /// <summary>The letter that was given up last.</summary>
    public async Task<DeadLetter> LastLetterAsync()
    {
        await using var db = _bed.NewServiceContext();
        return await db.Set<DeadLetter>().AsNoTracking().OrderByDescending(deadLetter => deadLetter.DeadAt).FirstAsync();
    }

    /// <summary>Waits until an order is completed, as its customer sees it.</summary>
    public Task UntilCompletedAsync(Guid orderId) => Eventually.BecomesTrueAsync(
        async () => (await _program.Client.GetAsync(new Uri($"/orders/{orderId}", UriKind.Relative)))
            is { IsSuccessStatusCode: true } answer
            && (await answer.Content.ReadAsStringAsync()).Contains("\"Completed\"", StringComparison.Ordinal),
        $"order {orderId} to be completed");

    /// <summary>Kills the program, as a machine that loses its power does.</summary>
    public Task KillAsync() => _program.KillAsync();

    /// <summary>Starts it again after it was killed.</summary>
    public Task StartAgainAsync() => _program.StartAsync();

    /// <summary>What its API answers.</summary>
    public async Task<JsonElement> GetAsync(string path) =>
        await _program.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>Its database.</summary>
    public SagasDbContext NewContext() => _bed.NewServiceContext();

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _program.Dispose();
        _program.DeleteData();
        await _bed.DisposeAsync();
    }
}
