using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Verification;

namespace Sagas.Tests.Operations.Redaction;

/// <summary>Lists of other things say in a line what the sagas behind them are about.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_sagas_are_summed_up : ArchivedOrders
{
    private Guid _running;
    private Guid _finished;
    private Guid _archived;
    private IReadOnlyDictionary<(string SagaType, Guid SagaId), SagaSummary> _found = null!;

    [OneTimeSetUp]
    public async Task Read()
    {
        _archived = await ArchiveAsync(await CompletedAsync());
        _finished = await CompletedAsync();
        _running = await Service.SubmitPaidAsync("tok_visa", "c-7");
        await using var scope = Service.Services.CreateAsyncScope();
        _found = await scope.ServiceProvider.GetRequiredService<SagaSummaries>().ReadAsync(
            new DefaultHttpContext(),
            [
                .. new[] { _running, _finished, _archived, _running, Guid.NewGuid() }.Select(id => (OperatedService.Orders, id)),
                ("Unknown", _running),
            ]);
    }

    [Test]
    public void Should_tell_whom_they_are_for_and_what_they_are_worth() =>
        Of(_running).ShouldBe(new SagaSummary(
            OperatedService.Orders, _running, "AwaitingNotification", IsArchived: false, "c-7", 39.80m, "EUR"));

    [Test]
    public void Should_tell_of_finished_and_archived_ones()
    {
        (Of(_finished).State, Of(_finished).IsArchived).ShouldBe(("Completed", false));
        (Of(_archived).State, Of(_archived).IsArchived).ShouldBe(("Completed", true));
        (Of(_archived).Amount, Of(_archived).Party).ShouldBe((Of(_finished).Amount, Of(_finished).Party));
        Of(_archived).Amount.ShouldNotBeNull();
    }

    [Test]
    public void Should_tell_nothing_of_those_that_are_not_known() => _found.Count.ShouldBe(3);

    private SagaSummary Of(Guid orderId) => _found[(OperatedService.Orders, orderId)];
}
