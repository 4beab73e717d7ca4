using Sagas.Operations.Overview;

namespace Sagas.Orders.Samples;

/// <summary>Sample orders for the overview page.</summary>
internal static class SamplesModule
{
    /// <summary>Lets newcomers place sample orders from the overview page.</summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddSampleOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ISampleSource, SampleOrders>();
        return builder;
    }
}
