using Microsoft.Extensions.Options;
using Sagas.Durability.Registry;
using Sagas.Operations.Shell;
using Sagas.Web.Text;

namespace Sagas.Operations.Sagas;

/// <summary>
/// Validates at startup that states whose usual duration is configured exist: the keys below <c>Expected</c> are names of saga
/// types and of their states.
/// </summary>
internal sealed class ExpectedStates(IOptions<SagaRegistryOptions> configured, SagaRegistry registry)
    : IValidateOptions<OperationsOptions>
{
    private const string Key = $"{OperationsOptions.Section}:{nameof(SagaRegistryOptions.Expected)}";

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        var failures = configured.Value.Expected.SelectMany(entry => Wrong(entry.Key, entry.Value)).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Wrong(string type, Dictionary<string, TimeSpan> states)
    {
        var kind = registry.Types.FirstOrDefault(kind => string.Equals(kind.Name, type, StringComparison.OrdinalIgnoreCase));
        if (kind is null)
        {
            var nearest = NearestName.Of(type, registry.Types.Select(known => known.Name));
            return [$"{Key}:{type} names no saga type. The nearest key is {Key}:{nearest}."];
        }

        return
        [
            .. states.Keys.Where(state => !kind.Graph.States.Contains(state, StringComparer.OrdinalIgnoreCase)).Select(state =>
                $"{Key}:{type}:{state} names no state of {kind.Name}. "
                + $"The nearest key is {Key}:{kind.Name}:{NearestName.Of(state, kind.Graph.States)}."),
            .. states.Where(state => state.Value < TimeSpan.Zero).Select(state =>
                $"{Key}:{type}:{state.Key} is '{state.Value:c}'. Allowed: a duration from 00:00:00 (hh:mm:ss or d.hh:mm:ss)."),
        ];
    }
}
