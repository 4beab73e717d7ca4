using System.Text.Json.Serialization;

namespace Sagas.Operations.Sagas;

/// <summary>Which way a message went, as its saga sees it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageDirection>))]
public enum MessageDirection
{
    /// <summary>The saga has received it.</summary>
    In,

    /// <summary>The saga has sent it.</summary>
    Out,
}
