using System.Linq.Expressions;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Sagas.Durability.Registry;

/// <summary>
/// How sagas of a type are shown to people. All of it is optional: the rest is derived from the machine and from conventions.
/// </summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public sealed class SagaDescription<TSaga> where TSaga : class, ISaga
{
    internal string? Title { get; private set; }

    internal string? One { get; private set; }

    internal string? StartedAt { get; private set; }

    internal string? MovedAt { get; private set; }

    internal string? PartyField { get; private set; }

    internal string? AmountField { get; private set; }

    internal string? CurrencyField { get; private set; }

    internal List<string> FinalStates { get; } = [];

    internal List<SagaField> Fields { get; } = [];

    internal List<string> Texts { get; } = [];

    internal Dictionary<string, string> TextLabels { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Func<string, string>> Secrets { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, TimeSpan> Expected { get; } = new(StringComparer.Ordinal);

    internal List<SagaCommand> Commands { get; } = [];

    internal HashSet<string> Outlasting { get; } = new(StringComparer.Ordinal);

    /// <summary>What people call the sagas, such as <c>Orders</c>; by default the type's name.</summary>
    /// <param name="title">What they call all of them.</param>
    /// <param name="one">What they call one of them, such as <c>order</c>; by default <c>saga</c>.</param>
    public SagaDescription<TSaga> Titled(string title, string? one = null)
    {
        Title = title;
        One = one;
        return this;
    }

    /// <summary>
    /// When a saga started, which determines the order of lists; index it together with the key. By default lists are ordered by
    /// id.
    /// </summary>
    public SagaDescription<TSaga> Began(Expression<Func<TSaga, DateTimeOffset>> startedAt)
    {
        StartedAt = startedAt.GetMemberAccess().Name;
        return this;
    }

    /// <summary>
    /// When a saga took its last step. Stuck sagas are found by it unless they are <see cref="Tables.ITimedSaga"/>, which count
    /// from when they entered their state; then index it together with the state.
    /// </summary>
    public SagaDescription<TSaga> Moved(Expression<Func<TSaga, DateTimeOffset>> movedAt)
    {
        MovedAt = movedAt.GetMemberAccess().Name;
        return this;
    }

    /// <summary>Whom a saga is for, by a name or an id: shown wherever something is said about many sagas.</summary>
    public SagaDescription<TSaga> IsFor(Expression<Func<TSaga, string?>> party)
    {
        PartyField = party.GetMemberAccess().Name;
        return this;
    }

    /// <summary>What is at stake in a saga, so that the amounts of many can be added up.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="currency">The ISO 4217 code of its currency.</param>
    public SagaDescription<TSaga> IsWorth(
        Expression<Func<TSaga, decimal>> amount, Expression<Func<TSaga, string?>> currency)
    {
        AmountField = amount.GetMemberAccess().Name;
        CurrencyField = currency.GetMemberAccess().Name;
        return this;
    }

    /// <summary>The states in which a saga has ended; by default those that no event leaves.</summary>
    public SagaDescription<TSaga> Ends(params IEnumerable<string> states)
    {
        FinalStates.AddRange(states);
        return this;
    }

    /// <summary>Lets sagas be found by the exact value of a field, which should have an index.</summary>
    public SagaDescription<TSaga> FoundBy(Expression<Func<TSaga, string>> field, string label)
    {
        var property = field.GetMemberAccess().Name;
        Fields.Add(new SagaField(property, JsonNamingPolicy.CamelCase.ConvertName(property), label));
        return this;
    }

    /// <summary>Lets a text be searched, a few thousand sagas at a time.</summary>
    /// <param name="text">The property that holds it.</param>
    /// <param name="label">What people call it; by default the property's name.</param>
    public SagaDescription<TSaga> Contains(Expression<Func<TSaga, string?>> text, string? label = null)
    {
        var property = text.GetMemberAccess().Name;
        Texts.Add(property);
        TextLabels[property] = label ?? property.ToLowerInvariant();
        return this;
    }

    /// <summary>Masks a field for callers who may only read.</summary>
    public SagaDescription<TSaga> Secret(Expression<Func<TSaga, string?>> field, Func<string, string> mask)
    {
        Secrets[JsonNamingPolicy.CamelCase.ConvertName(field.GetMemberAccess().Name)] = mask;
        return this;
    }

    /// <summary>
    /// How long a saga normally stays in a state at most; after that it is stuck. Zero: it should never be in that state.
    /// </summary>
    public SagaDescription<TSaga> Expect(string state, TimeSpan atMost)
    {
        Expected[state] = atMost;
        return this;
    }

    /// <summary>
    /// Messages of this type have an effect of their own, even after the saga that has sent them has ended, such as a message to
    /// a customer. By default, operators are told that it is pointless to retry a dead letter whose saga has ended.
    /// </summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    public SagaDescription<TSaga> Outlasts<TMessage>() where TMessage : class
    {
        Outlasting.Add(MessageUrn.ForTypeString<TMessage>());
        return this;
    }

    /// <summary>Offers a command that operators may send to a saga.</summary>
    /// <param name="command">The command.</param>
    public SagaDescription<TSaga> Obeys(SagaCommand command)
    {
        Commands.Add(command);
        return this;
    }
}
