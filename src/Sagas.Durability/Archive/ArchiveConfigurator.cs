using System.Linq.Expressions;
using MassTransit;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Sagas.Durability.Archive;

/// <summary>Says what goes into the archive with a saga.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public sealed class ArchiveConfigurator<TSaga> where TSaga : class, ISaga, ISagaVersion
{
    private readonly ArchivePlan _plan;

    internal ArchiveConfigurator(ArchivePlan plan) => _plan = plan;

    /// <summary>Rows of another table belong to the saga: they are archived with it, and removed with it.</summary>
    /// <typeparam name="TRow">Their type: plain rows of the same DbContext.</typeparam>
    /// <param name="sagaId">The property that holds the saga's id; have an index on it.</param>
    /// <returns>The same, for more.</returns>
    public ArchiveConfigurator<TSaga> With<TRow>(Expression<Func<TRow, Guid>> sagaId) where TRow : class
    {
        _plan.Rows.Add(new SagaRows<TRow>(sagaId.GetMemberAccess().Name));
        return this;
    }
}
