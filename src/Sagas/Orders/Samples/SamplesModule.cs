using Sagas.Operations.Overview;

namespace Sagas.Orders.Samples;

/// <summary>Sample orders for the overview page.</summary>
internal static class SamplesModule
{
    /// <summary>Lets newcomers place sample orders from the overview page.</summary>
    public static WebApplicationBuilder AddSampleOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ISampleSource, SampleOrders>();
        return builder;
    }
}
