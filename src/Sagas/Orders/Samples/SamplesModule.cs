using Sagas.Operations.Overview;

namespace Sagas.Orders.Samples;

/// <summary>Sample orders for the overview.</summary>
internal static class SamplesModule
{
    /// <summary>Lets newcomers place sample orders on the overview.</summary>
    /// <param name="builder">The program.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddSampleOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ISampleSource, SampleOrders>();
        return builder;
    }
}
