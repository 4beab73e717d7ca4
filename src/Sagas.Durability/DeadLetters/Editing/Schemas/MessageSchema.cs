using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Json.Schema;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>The JSON schema of a message type, against which every wrong place of a message is found at once.</summary>
internal sealed class MessageSchema
{
    private static readonly ConditionalWeakTable<ReadingOptions, ConcurrentDictionary<Type, Lazy<MessageSchema>>> Known = [];

    private readonly JsonElement _written;
    private readonly JsonSchema _schema;
    private readonly EvaluationOptions _evaluation;

    private MessageSchema(Type type, ReadingOptions options)
    {
        var formats = new FormatRegistry();
        _written = JsonSerializer.SerializeToElement(new SchemaWriter(options, formats).Write(type));
        _schema = JsonSchema.Build(
            _written, new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = MessageDialect.For(options.Names) });
        _evaluation = new EvaluationOptions
        {
            OutputFormat = OutputFormat.Hierarchical,
            RequireFormatValidation = true,
            FormatRegistry = formats,
        };
        _evaluation.IgnoreAllAnnotations();
    }

    /// <summary>The schema of a type, which is written once.</summary>
    /// <param name="type">The type.</param>
    /// <param name="options">How it is read.</param>
    public static MessageSchema Of(Type type, ReadingOptions options) =>
        Known.GetValue(options, _ => new ConcurrentDictionary<Type, Lazy<MessageSchema>>())
            .GetOrAdd(type, _ => new Lazy<MessageSchema>(() => new MessageSchema(type, options))).Value;

    public override string ToString() => _written.ToString();

    /// <summary>Where a message differs from the schema.</summary>
    /// <param name="message">The message.</param>
    /// <param name="path">Where it stands.</param>
    public IReadOnlyList<SchemaFinding> Check(JsonElement message, string path) =>
        [.. SchemaFindings.In(_schema.Evaluate(message, _evaluation), path).Distinct()];
}
