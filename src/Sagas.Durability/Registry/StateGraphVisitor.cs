using MassTransit;
using MassTransit.SagaStateMachine;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Registry;

/// <summary>
/// Reads the transitions of a state machine. MassTransit's own graph has a single vertex for an event that is accepted in several
/// states, so it cannot tell which of them leads where.
/// </summary>
internal sealed class StateGraphVisitor<TSaga> : StateMachineVisitor where TSaga : class, SagaStateMachineInstance
{
    // MassTransit raises it whenever a timer fires, and Received only for the one that is pending.
    private const string AnyTimer = ".AnyReceived";

    private readonly List<StateTransition> _ways = [];
    private readonly HashSet<(string State, string Urn)> _handled = [];
    private string? _state;
    private string? _event;
    private string? _message;

    /// <summary>Reads a machine.</summary>
    public static StateGraph Read(SagaStateMachine<TSaga> machine)
    {
        var visitor = new StateGraphVisitor<TSaga>();
        machine.Accept(visitor);
        var states = machine.States.Select(state => state.Name)
            .Where(name => name != machine.Initial.Name && name != machine.Final.Name);
        var ways = visitor._ways.Distinct().ToList();
        // Machines that are never finalized still have a final state, which must not appear.
        var final = ways.Exists(way => way.To == machine.Final.Name) ? [machine.Final.Name] : Array.Empty<string>();
        return new StateGraph([machine.Initial.Name, .. states, .. final], ways) { Handled = visitor._handled };
    }

    public void Visit(State state, Action<State> next)
    {
        _state = state.Name;
        next(state);
        _state = null;
    }

    public void Visit(Event @event, Action<Event> next)
    {
        Enter(@event, @event.Name);
        next(@event);
    }

    public void Visit<TData>(Event<TData> @event, Action<Event<TData>> next) where TData : class
    {
        Enter(@event, EventName.Of(typeof(TData)));
        // Within a state, only events are visited that it handles; those that it ignores are not.
        if (_state is not null && !@event.Name.EndsWith(AnyTimer, StringComparison.Ordinal))
            _handled.Add((_state, MessageUrn.ForTypeString<TData>()));
        next(@event);
    }

    public void Visit(IStateMachineActivity activity) => Note(activity);

    public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
    {
        Note(activity);
        next(activity);
    }

    public void Visit<T>(IBehavior<T> behavior) where T : class, SagaStateMachineInstance
    {
    }

    public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next) where T : class, SagaStateMachineInstance =>
        next(behavior);

    public void Visit<T, TData>(IBehavior<T, TData> behavior)
        where T : class, SagaStateMachineInstance
        where TData : class
    {
    }

    public void Visit<T, TData>(IBehavior<T, TData> behavior, Action<IBehavior<T, TData>> next)
        where T : class, SagaStateMachineInstance
        where TData : class => next(behavior);

    private void Enter(Event @event, string message) => (_event, _message) = (@event.Name, message);

    private void Note(IStateMachineActivity activity)
    {
        if (activity is TransitionActivity<TSaga> transition && _state is not null && _event is not null && _message is not null)
            _ways.Add(new StateTransition(_state, _event, _message, transition.ToState.Name));
    }
}
