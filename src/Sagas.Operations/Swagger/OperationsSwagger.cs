using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Text;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sagas.Operations.Swagger;

/// <summary>Adds to the routes' documentation what their signatures cannot express: examples, and limits of parameters.</summary>
internal class OperationsSwagger : IOperationFilter
{
    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.OperationId is null
            || !OperationsSwaggerExamples.ByRoute.TryGetValue(operation.OperationId, out var example))
            return;

        foreach (var content in operation.RequestBody?.Content?.Values.OfType<OpenApiMediaType>() ?? [])
            content.Example = example.Request?.DeepClone();
        foreach (var (status, response) in operation.Responses ?? [])
            Document(status, response, example);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            Document(parameter);
    }

    private static void Document(string status, IOpenApiResponse response, (JsonNode? Request, JsonNode? Answer) example)
    {
        if (!status.StartsWith('2'))
            return;
        foreach (var (mediaType, content) in response.Content
            ?? new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal))
        {
            if (content is OpenApiMediaType answer)
                answer.Example = mediaType switch
                {
                    ListExport.JsonLines => example.Answer?.ToJsonString(),
                    ListExport.Table => TableOf(example.Answer),
                    "text/plain" => OperationsSwaggerExamples.Summary,
                    _ => example.Answer?.DeepClone(),
                };
        }
    }

    private static JsonNode TableOf(JsonNode? row) =>
        CsvRow.Of(row!.AsObject().Select(cell => cell.Key))
        + CsvRow.Of(row.AsObject().Select(cell => cell.Value is JsonValue ? cell.Value.ToString() : cell.Value?.ToJsonString()));

    private static void Document(OpenApiParameter parameter)
    {
        parameter.Schema = parameter.Name switch
        {
            "sagaId" or "conversationId" => Text(format: "uuid"),
            "from" or "to" => Text(format: "date-time"),
            "text" or "q" => Text(QueryReader.LongestText),
            "cursor" => Text(maxLength: 39),
            "limit" => new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = QueryReader.MaxLimit.ToString(CultureInfo.InvariantCulture),
                Default = QueryReader.DefaultLimit,
            },
            _ => parameter.Schema,
        };
        if (parameter.Required)
            parameter.Example = parameter.Name switch
            {
                "type" => "OrderState",
                "command" => "cancel",
                _ => OperationsSwaggerExamples.Id,
            };
    }

    private static OpenApiSchema Text(int? maxLength = null, string? format = null) =>
        new() { Type = JsonSchemaType.String, MaxLength = maxLength, Format = format };
}
