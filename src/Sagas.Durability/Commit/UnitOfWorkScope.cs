using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sagas.Durability.Commit;

/// <summary>
/// What belongs to one scope: its unit of work, and the DbContexts resolved in it. While a consumer runs, calling
/// SaveChanges on such a context does nothing yet: the commit of the unit of work saves the changes.
/// </summary>
internal sealed class UnitOfWorkScope(TrackedRows tracked)
{
    private static readonly ConditionalWeakTable<DbContext, UnitOfWorkScope> Scopes = [];

    private readonly List<DbContext> _contexts = [];
    private DbContext? _saving;

    /// <summary>The unit that the scope's messages belong to.</summary>
    public UnitOfWork Unit { get; set; } = new();

    /// <summary>Whether a consumer runs in the scope; its endpoint then commits the unit.</summary>
    public bool IsConsuming { get; set; }

    public void Enlist(DbContext context)
    {
        _contexts.Add(context);
        Scopes.AddOrUpdate(context, this);
    }

    /// <summary>Hands what the scope's contexts have to save to the unit. Call it once, before the commit.</summary>
    public void Complete()
    {
        foreach (var context in _contexts.Where(context => context.ChangeTracker.HasChanges()))
        {
            if (tracked.Read(context) is { } rows)
            {
                Unit.Rows.AddRange(rows);
                Unit.Tracking.Add(context);
            }
            else
            {
                Unit.Participants.Add(context);
            }
        }
    }

    /// <summary>Lets the committer save the context's changes although its scope defers them.</summary>
    public static IDisposable? LetSave(DbContext context) =>
        Scopes.TryGetValue(context, out var scope) ? new Permission(scope, context) : null;

    private sealed class Permission : IDisposable
    {
        private readonly UnitOfWorkScope _scope;

        public Permission(UnitOfWorkScope scope, DbContext context)
        {
            _scope = scope;
            _scope._saving = context;
        }

        public void Dispose() => _scope._saving = null;
    }

    /// <summary>Holds back SaveChanges inside consumers.</summary>
    internal sealed class DeferredSave : SaveChangesInterceptor
    {
        public static readonly DeferredSave Instance = new();

        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
            IsDeferred(eventData.Context) ? InterceptionResult<int>.SuppressWithResult(0) : result;

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(SavingChanges(eventData, result));

        private static bool IsDeferred(DbContext? context) =>
            context is not null && Scopes.TryGetValue(context, out var scope) && scope.IsConsuming
            && !ReferenceEquals(scope._saving, context);
    }
}
