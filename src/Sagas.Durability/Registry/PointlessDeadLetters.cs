using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Registry;

/// <summary>
/// Tells which dead letters it is pointless to retry: a message to a saga that ignores it in its state, and what a saga has sent
/// that has ended since, unless that has an effect of its own.
/// </summary>
/// <param name="registry">The saga types.</param>
internal sealed class PointlessDeadLetters(SagaRegistry registry) : IPointlessDeadLetters
{
    /// <summary>Whether it is pointless to retry a dead letter.</summary>
    /// <param name="deadLetter">The dead letter.</param>
    /// <param name="kind">The type of its saga.</param>
    /// <param name="state">The state in which its saga is.</param>
    public bool Is(DeadLetter deadLetter, SagaType kind, string state)
    {
        ArgumentNullException.ThrowIfNull(deadLetter);
        if (deadLetter.ConsumerId is null || deadLetter.MessageTypes.Length == 0)
            return false;
        var urn = deadLetter.MessageTypes.Split(';')[0];
        return registry.TypeOf(deadLetter) is not { } failed
            ? kind.FinalStates.Contains(state) && !kind.Outlasting.Contains(urn)
            : failed == kind && IgnoredIn(kind, urn).Contains(state);
    }

    /// <inheritdoc />
    public Expression<Func<DeadLetter, bool>> In(DbContext context) =>
        registry.Types.SelectMany(kind => Ignored(kind, context).Append(Over(kind, context)))
            .DefaultIfEmpty(_ => false).Aggregate((left, right) => Both(left, right, Expression.OrElse));

    private static IReadOnlyCollection<string> IgnoredIn(SagaType kind, string urn) =>
        kind.Graph.Handled.Any(handled => handled.Urn == urn)
            ? [.. kind.Graph.States.Where(state =>
                state != StateGraph.Initial && !kind.Graph.Handled.Contains((state, urn)))]
            : [];

    private static IEnumerable<Expression<Func<DeadLetter, bool>>> Ignored(SagaType kind, DbContext context)
    {
        var consumer = $":{kind.Name}";
        foreach (var urn in kind.Graph.Handled.Select(handled => handled.Urn).Distinct(StringComparer.Ordinal))
        {
            var more = $"{urn};";
            if (IgnoredIn(kind, urn) is { Count: > 0 } states)
            {
                yield return Both(
                    deadLetter => deadLetter.ConsumerId!.EndsWith(consumer)
                        && (deadLetter.MessageTypes == urn || deadLetter.MessageTypes.StartsWith(more)),
                    kind.SagaIsIn(context, states), Expression.AndAlso);
            }
        }
    }

    private Expression<Func<DeadLetter, bool>> Over(SagaType kind, DbContext context)
    {
        Expression<Func<DeadLetter, bool>> sent =
            deadLetter => deadLetter.ConsumerId != null && deadLetter.MessageTypes != "";
        foreach (var consumer in registry.Types.Select(type => $":{type.Name}"))
            sent = Both(sent, deadLetter => !deadLetter.ConsumerId!.EndsWith(consumer), Expression.AndAlso);
        foreach (var urn in kind.Outlasting)
        {
            var more = $"{urn};";
            sent = Both(
                sent, deadLetter => deadLetter.MessageTypes != urn && !deadLetter.MessageTypes.StartsWith(more),
                Expression.AndAlso);
        }

        return Both(sent, kind.SagaIsIn(context, [.. kind.FinalStates]), Expression.AndAlso);
    }

    private static Expression<Func<DeadLetter, bool>> Both(
        Expression<Func<DeadLetter, bool>> left, Expression<Func<DeadLetter, bool>> right,
        Func<Expression, Expression, BinaryExpression> combine) =>
        Expression.Lambda<Func<DeadLetter, bool>>(
            combine(
                left.Body, ReplacingExpressionVisitor.Replace(right.Parameters[0], left.Parameters[0], right.Body)),
            left.Parameters);
}
