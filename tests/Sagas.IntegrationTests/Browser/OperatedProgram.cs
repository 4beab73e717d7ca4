using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Sagas.Tests.Beds;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;

namespace Sagas.IntegrationTests.Browser;

/// <summary>The program on a broker and a database server, and a browser before it.</summary>
internal sealed class OperatedProgram : IAsyncDisposable
{
    /// <summary>The address of an order's page, without its id.</summary>
    public const string Orders = "/sagas/OrderState";

    private readonly SagasProgram _program;
    private readonly TestBed _bed;
    private readonly Chromium _chromium;

    private OperatedProgram(SagasProgram program, TestBed bed, Chromium chromium) => (_program, _bed, _chromium) = (program, bed, chromium);

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

    /// <summary>Places an order, as a shop does.</summary>
    public async Task<Guid> OrderAsync(string token, string customer = RunningService.Customer)
    {
        using var content = new StringContent(RunningService.OrderOf(token, customer), Encoding.UTF8, "application/json");
        using var answer = await _program.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid();
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _program.Dispose();
        _program.DeleteData();
        await _bed.DisposeAsync();
    }
}
