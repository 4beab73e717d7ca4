using System.Text.Json;
using Sagas.Operations.Sagas;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Operations.World;

/// <summary>The whole service, asked as operators ask it.</summary>
internal static class OperatedService
{
    /// <summary>The name of the orders' type.</summary>
    public const string Orders = "OrderState";

    /// <summary>A page of orders as programs see it.</summary>
    public static Task<SagaPageView> ListAsync(this RunningService service, string query = "") =>
        service.GetAsync<SagaPageView>($"/operations/sagas/{Orders}{query}");

    /// <summary>An answer that may be a problem.</summary>
    public static async Task<(int Status, JsonElement Body)> AskAsync(this RunningService service, string path)
    {
        using var response = await service.Http.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>A page as a browser sees it.</summary>
    public static async Task<string> PageAsync(this RunningService service, string path, int status = 200)
    {
        using var response = await service.Http.GetAsync(new Uri(path, UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, page);
        return page;
    }
}
