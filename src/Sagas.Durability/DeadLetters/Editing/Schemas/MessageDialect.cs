using System.Text.Json;
using Json.Schema;
using Json.Schema.Keywords;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>
/// JSON Schema as messages are read: names of members are compared as the serializer compares them, mostly regardless of case.
/// Its errors are sentences, or lists of names that <see cref="SchemaFindings"/> makes sentences of.
/// </summary>
internal static class MessageDialect
{
    /// <summary>The dialect for one schema.</summary>
    /// <param name="names">How names of members are compared.</param>
    public static Dialect For(StringComparer names) => Dialect.Draft202012.With(
        [new Known(names), new Required(names), new NoOthers(names), new Kind(), new Tag()], new Uri("urn:sagas:messages"));

    /// <summary>The names in the error of <c>required</c> or <c>additionalProperties</c>.</summary>
    public static string[] NamesIn(string error) => JsonSerializer.Deserialize<string[]>(error)!;

    private static KeywordEvaluation Wrong(string keyword, IEnumerable<string> names)
    {
        var list = names.ToList();
        return new KeywordEvaluation
        {
            Keyword = keyword,
            IsValid = list.Count == 0,
            Error = list.Count == 0 ? null : JsonSerializer.Serialize(list),
        };
    }

    private static HashSet<string> NamesOf(JsonElement instance, StringComparer names) =>
        instance.EnumerateObject().Select(member => member.Name).ToHashSet(names);

    private sealed class Known(StringComparer names) : PropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            base.BuildSubschemas(keyword, context);
            keyword.Value = keyword.RawValue.EnumerateObject().Zip(keyword.Subschemas)
                .ToDictionary(member => member.First.Name, member => member.Second, names);
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            if (context.Instance.ValueKind != JsonValueKind.Object)
                return KeywordEvaluation.Ignore;
            var schemas = (Dictionary<string, JsonSchemaNode>)keyword.Value!;
            var found = new List<EvaluationResults>();
            foreach (var member in context.Instance.EnumerateObject())
            {
                if (!schemas.TryGetValue(member.Name, out var schema))
                    continue;
                found.Add(schema.Evaluate(context with
                {
                    Instance = member.Value,
                    InstanceLocation = context.InstanceLocation.Combine(member.Name),
                    EvaluationPath = context.EvaluationPath.Combine(Name, member.Name),
                }));
            }

            return new KeywordEvaluation { Keyword = Name, IsValid = found.TrueForAll(one => one.IsValid), Details = [.. found] };
        }
    }

    private sealed class Required(StringComparer names) : RequiredKeyword
    {
        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            if (context.Instance.ValueKind != JsonValueKind.Object)
                return KeywordEvaluation.Ignore;
            var there = NamesOf(context.Instance, names);
            var required = keyword.RawValue.EnumerateArray().Select(name => name.GetString()!);
            return Wrong(Name, required.Where(name => !there.Contains(name)));
        }
    }

    // Where it is no "false", it is the schema of a dictionary's values.
    private sealed class NoOthers(StringComparer names) : AdditionalPropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            base.BuildSubschemas(keyword, context);
            if (keyword.RawValue.ValueKind == JsonValueKind.False)
                keyword.Value = context.LocalSchema.TryGetProperty("properties", out var members) ? NamesOf(members, names) : [];
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            if (keyword.RawValue.ValueKind != JsonValueKind.False || context.Instance.ValueKind != JsonValueKind.Object)
                return base.Evaluate(keyword, context);
            var allowed = (HashSet<string>)keyword.Value!;
            var there = context.Instance.EnumerateObject().Select(member => member.Name);
            return Wrong(Name, there.Where(name => !allowed.Contains(name)));
        }
    }

    private sealed class Kind : TypeKeyword, IKeywordHandler
    {
        private readonly Dictionary<KeywordData, JsonElement> _described = [];

        void IKeywordHandler.BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            BuildSubschemas(keyword, context);
            _described[keyword] = context.LocalSchema;
        }

        KeywordEvaluation IKeywordHandler.Evaluate(KeywordData keyword, EvaluationContext context)
        {
            var found = Evaluate(keyword, context);
            return found.IsValid
                ? found
                : found with { Error = ValueWords.WrongKind(_described[keyword], context.Instance.ValueKind) };
        }
    }

    // Tells derived types apart.
    private sealed class Tag : ConstKeyword, IKeywordHandler
    {
        KeywordEvaluation IKeywordHandler.Evaluate(KeywordData keyword, EvaluationContext context)
        {
            var found = Evaluate(keyword, context);
            return found.IsValid ? found : found with { Error = keyword.RawValue.ToString() };
        }
    }
}
