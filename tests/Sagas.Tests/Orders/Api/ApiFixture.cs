using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.History;
using Sagas.Durability.Tables;
using Sagas.Operations.Instances;
using Sagas.Operations.Minutes;
using Sagas.Orders;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Orders.Api;

/// <summary>
/// The service as the program composes it, on a real web server and a SQLite file in a directory of its own; its clock
/// stands still. Only the bus does not start, so that the process does not run: what is sent to it stays in the outbox,
/// and tests move orders by hand.
/// </summary>
internal sealed class ApiFixture : WebApplicationFactory<Program>
{
    /// <summary>An order that nothing is wrong with.</summary>
    public const string GoodOrder =
        """
        {"customerId":"c-42","email":"ada@example.com","currency":"EUR",
         "lines":[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}],"paymentToken":"tok_visa"}
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-api-");
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly bool _startsBus;

    public ApiFixture(params (string Key, string Value)[] settings) : this(startsBus: false, settings)
    {
    }

    private ApiFixture(bool startsBus, params (string Key, string Value)[] settings)
    {
        _startsBus = startsBus;
        _settings["ConnectionStrings:Sagas"] = $"Data Source={DatabaseFile}";
        foreach (var (key, value) in settings)
            _settings[key] = value;
        // Not UseKestrel(0): it sets the port after the program has been built, while the program may be starting already.
        _settings["urls"] = "http://127.0.0.1:0";
        UseKestrel();
        StartServer();
        Client = CreateClient(new() { BaseAddress = ClientOptions.BaseAddress, AllowAutoRedirect = false });
    }

    /// <summary>The service with its bus and so with the whole process.</summary>
    public static ApiFixture WithProcess() => new(startsBus: true);

    public HttpClient Client { get; }

    /// <summary>Everything that was published or sent by a unit of work that was committed.</summary>
    public SentMessages Sent { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public GroupCommitter Committer => (GroupCommitter)Services.GetRequiredService<ICommitter>();

    public string DatabaseFile => Path.Combine(_directory.FullName, "sagas.db");

    public Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        // Event streams are answered before their end.
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<string> GetTextAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    public async Task<Guid> SubmitAsync(string order = GoodOrder)
    {
        using var response = await PostAsync("/orders", order);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid();
    }

    public Task<T> InDatabaseAsync<T>(Func<DbContext, Task<T>> work) => InScopeAsync(work);

    public async Task<T> InScopeAsync<TService, T>(Func<TService, Task<T>> work)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Stops the service as an operator does.</summary>
    public Task StopAsync() => Services.GetRequiredService<IHost>().StopAsync();

    public Task<int> CountOrdersAsync() => InDatabaseAsync(db => db.Set<OrderState>().CountAsync());

    /// <summary>
    /// Nobody else writes until it is disposed. What the service writes by itself, at its start and every minute, is over before,
    /// so that nothing but what the test asks for waits to be committed.
    /// </summary>
    public async Task<WriteLock> HoldWritesAsync()
    {
        await Services.GetRequiredService<MinuteRecorder>().StopAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync(
            async () => await InDatabaseAsync(db => db.Set<ServiceInstance>().AnyAsync()) && Committer.Unfinished == 0,
            "the service to have told that it is there");
        return await Services.GetRequiredService<DurableDatabase>().TakeWriteLockAsync(CancellationToken.None);
    }

    public Task<int> CountOutboxAsync() => InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync());

    /// <summary>Commits what steps of the process do: a new version of the order's row, and its history.</summary>
    public async Task MoveAsync(Guid orderId, string causedBy, string to, int steps = 1)
    {
        var table = Services.GetRequiredService<DurableDatabase>().Table(typeof(OrderState));
        var order = await InDatabaseAsync(db => db.Set<OrderState>().AsNoTracking().SingleAsync(x => x.CorrelationId == orderId));
        var unit = new UnitOfWork();
        unit.Sagas.Add(new SagaWrite(SagaWriteKind.Update, table, order, orderId, order.Version));
        for (var step = 0; step < steps; step++)
            unit.Transitions.Add(Move(order, table, causedBy, to));
        (await Committer.CommitAsync(unit, CancellationToken.None)).ShouldBe(CommitOutcome.Committed);
    }

    private static SagaTransition Move(OrderState order, StoredTable table, string causedBy, string to)
    {
        var before = SagaSnapshot.Take(table, order.Version == 0 ? new OrderState() : order);
        var from = order.CurrentState;
        order.CurrentState = to;
        order.Version++;
        return new SagaTransition
        {
            SagaType = nameof(OrderState),
            SagaId = order.CorrelationId,
            Version = order.Version,
            Event = causedBy,
            FromState = from,
            ToState = to,
            At = order.SubmittedAt,
            MessageId = Guid.NewGuid(),
            ConversationId = Guid.NewGuid(),
            Changes = before.ChangesTo(order),
            Messages = """[{"messageId":"08de60ac-1c77-6b52-8a6f-0242ac120002","type":"ProcessPayment","dueAt":null}]""",
        };
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            services.AddSingleton<ICommitListener>(Sent);
            if (!_startsBus)
                services.RemoveMassTransitHostedService();
        });
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
        await using (var connection = new SqliteConnection(_settings["ConnectionStrings:Sagas"]))
            SqliteConnection.ClearPool(connection);
        _directory.Delete(recursive: true);
    }
}
