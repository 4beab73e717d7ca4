using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Throughput;
using Sagas.Hosting;
using Sagas.Orders.Api.Submitting;

namespace Sagas.Benchmarks.Compare;

/// <summary>The service itself, all roles in one process. Orders come in by what its API calls, without HTTP.</summary>
internal sealed class ServiceContestant : IContestant
{
    private readonly RunningService _service;
    private readonly ServiceMeters _meters = new();

    private ServiceContestant(RunningService service) => _service = service;

    public string Name => "service";

    public Action? OrderEnded
    {
        get => _meters.OrderEnded;
        set => _meters.OrderEnded = value;
    }

    public static async Task<ServiceContestant> StartAsync(Servers servers, CancellationToken cancellationToken) => new(
        await RunningService.StartAsync(
            TransportKind.RabbitMq, DatabaseKind.PostgreSql,
            [$"--ConnectionStrings:Sagas={servers.PostgreSql}", $"--ConnectionStrings:RabbitMq={servers.RabbitMq}"],
            cancellationToken));

    public async Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken)
    {
        await using var scope = _service.CreateScope();
        var draft = OrderDraft.From(new SubmitOrderRequest
        {
            CustomerId = $"c-{number}",
            Email = "ada@example.com",
            Currency = "EUR",
            Lines = [new SubmitOrderLine { Sku = "BOOK-1", Quantity = 2, UnitPrice = 19.90m }],
            PaymentToken = "tok_visa",
        });
        var submission = await scope.ServiceProvider.GetRequiredService<OrderIntake>().SubmitAsync(draft, key: null, cancellationToken);
        return submission.Order!.OrderId;
    }

    public async ValueTask DisposeAsync()
    {
        _meters.Dispose();
        await _service.DisposeAsync();
    }
}
