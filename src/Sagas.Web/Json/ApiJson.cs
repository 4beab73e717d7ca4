using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Web.Json;

/// <summary>
/// How the API reads and writes JSON. It reads strictly: a number in quotes, an unknown member or one that is given twice is more
/// likely a mistake than intended, and with orders a mistake costs money.
/// </summary>
internal static class ApiJson
{
    /// <summary>Applies the rules to options that start from the web defaults.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The same options.</returns>
    public static JsonSerializerOptions UseApiJson(this JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 16;
        options.Converters.Add(new ApiJsonTime());
        options.Converters.Add(new ApiJsonWholeNumber());
        options.Converters.Add(new ApiJsonAmount());
        return options;
    }
}
