using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sagas.Orders.Api.Idempotency;
using Sagas.Orders.Api.Streaming;
using Sagas.Web.Lists;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sagas.Orders.Api.Documentation;

/// <summary>Adds to the routes' documentation what their signatures cannot express: examples, and limits of parameters.</summary>
internal class OrdersSwagger : IOperationFilter
{
    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.OperationId is null || !OrdersSwaggerExamples.ByRoute.TryGetValue(operation.OperationId, out var examples))
            return;

        foreach (var content in operation.RequestBody?.Content?.Values.OfType<OpenApiMediaType>() ?? [])
            content.Example = examples.Request?.DeepClone();
        foreach (var (status, response) in operation.Responses ?? [])
            Document(status, (OpenApiResponse)response, examples);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            Document(parameter);
        if (examples.Request is not null)
            DocumentHeaders(operation);
    }

    private static void Document(string status, OpenApiResponse response, OrdersSwaggerExamples examples)
    {
        var problem = examples.Problems.GetValueOrDefault(status);
        foreach (var content in response.Content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            if (status.StartsWith('2'))
                content.Example = examples.Answers.GetValueOrDefault(status)?.DeepClone();
            else if (problem is not null && content.Example is JsonObject example)
                Merge(problem, example);
        }
    }

    private static void Merge(JsonObject from, JsonObject into)
    {
        foreach (var (member, value) in from)
            into[member] = value?.DeepClone();
    }

    private static void Document(OpenApiParameter parameter)
    {
        parameter.Schema = parameter.Name switch
        {
            "state" => States(),
            "customer" => Text(maxLength: 64),
            "from" or "to" => Text(format: "date-time"),
            "cursor" => Text(maxLength: 39),
            "limit" => Number(1, QueryReader.MaxLimit, QueryReader.DefaultLimit),
            IdempotencyHeader.Name => Text(IdempotencyHeader.MaxLength, "^[!-~]+$"),
            LastEventId.Name => Number(0, most: null, byDefault: null),
            _ => parameter.Schema,
        };
        // The pages send examples as they are; an optional parameter with an example would filter or repeat unasked.
        if (parameter.Required)
            parameter.Example = OrdersSwaggerExamples.OrderId;
    }

    private static void DocumentHeaders(OpenApiOperation operation)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (!status.StartsWith('2') || response is not OpenApiResponse answer)
                continue;
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            answer.Headers["Location"] = Header("Address of the order.", Text());
            if (!string.Equals(operation.OperationId, "SubmitOrder", StringComparison.Ordinal))
                continue;
            answer.Headers[IdempotencyHeader.Replayed] = Header(
                "`true` if the answer is that of an earlier request; otherwise absent.", Text());
            answer.Headers["Preference-Applied"] = Header(
                "`wait=N`: how many seconds the service was prepared to wait; absent without `Prefer: wait`.", Text());
        }
    }

    private static OpenApiHeader Header(string description, OpenApiSchema schema) =>
        new() { Description = description, Schema = schema };

    private static OpenApiSchema States() => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. Enum.GetNames<OrderStatus>().Select(name => (JsonNode)name)],
        },
    };

    private static OpenApiSchema Text(int? maxLength = null, string? pattern = null, string? format = null) => new()
    {
        Type = JsonSchemaType.String,
        MinLength = maxLength is null ? null : 1,
        MaxLength = maxLength,
        Pattern = pattern,
        Format = format,
    };

    private static OpenApiSchema Number(int least, int? most, int? byDefault) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = byDefault,
    };
}
