using System.Net.Http.Json;
using System.Text.Json;
using Sagas.Durability.Registry;
using Sagas.Operations.Sagas;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Operations.Own;

/// <summary>All that says so is one line of the saga's own module. Operations know nothing of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_somebody_adds_a_saga_of_their_own
{
    private readonly Guid _parcelId = Guid.CreateVersion7();

    [Test]
    public async Task Should_be_on_all_pages()
    {
        await using var service = await StartAsync(describe: null);

        (await PageAsync(service, "/sagas/ParcelState")).ShouldContain($"/sagas/ParcelState/{_parcelId}");
        var page = await PageAsync(service, $"/sagas/ParcelState/{_parcelId}");
        page.ShouldContain("Initial → Travelling");
        page.ShouldContain("class=\"was\">Posted<");
        page.ShouldContain("ParcelLost", customMessage: "The timer that is pending.");
        (await PageAsync(service, "/")).ShouldContain("data-live=\"ParcelState.Travelling\"");
        (await PageAsync(service, "/stuck")).ShouldContain("stuck ones cannot be detected");
    }

    [Test]
    public async Task Should_be_called_and_told_what_its_module_says()
    {
        var command = new SagaCommand(
            "deliver", "It has arrived", "The parcel is where it belongs.", new HashSet<string> { "Travelling" },
            new Uri("queue:ParcelState"), (parcelId, _, _) => new ParcelDelivered(parcelId));
        await using var service = await StartAsync(parcels => parcels.Titled("Parcels").Obeys(command));

        (await PageAsync(service, "/")).ShouldContain(">Parcels</a>");
        (await PageAsync(service, $"/sagas/ParcelState/{_parcelId}")).ShouldContain("It has arrived");
        using var answer = await service.Http.PostAsJsonAsync(
            new Uri($"/operations/sagas/ParcelState/{_parcelId}/commands/deliver", UriKind.Relative),
            new { reason = "It was handed over" });
        answer.EnsureSuccessStatusCode();

        await Eventually.BecomesTrueAsync(
            async () => (await FindAsync(service))?.Saga.State == "Arrived", "the parcel to arrive");
    }

    private async Task<OwnService> StartAsync(Action<SagaDescription<ParcelState>>? describe)
    {
        var service = await OwnService.StartAsync(describe);
        await service.Bus.Publish(new ParcelPosted(_parcelId, "1 Main Street"));
        await Eventually.BecomesTrueAsync(async () => await FindAsync(service) is not null, "the parcel to be posted");
        return service;
    }

    private async Task<SagaDetailView?> FindAsync(OwnService service)
    {
        using var answer = await service.Http.GetAsync(new Uri($"/operations/sagas/ParcelState/{_parcelId}", UriKind.Relative));
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<SagaDetailView>(JsonSerializerOptions.Web)
            : null;
    }

    private static Task<string> PageAsync(OwnService service, string path) =>
        service.Http.GetStringAsync(new Uri(path, UriKind.Relative));
}
