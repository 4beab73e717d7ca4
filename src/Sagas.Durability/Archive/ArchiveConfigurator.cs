using System.Linq.Expressions;
using MassTransit;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Sagas.Durability.Archive;

/// <summary>Says what is archived with a saga.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public sealed class ArchiveConfigurator<TSaga> where TSaga : class, ISaga, ISagaVersion
{
    private readonly ArchivePlan _plan;

    internal ArchiveConfigurator(ArchivePlan plan) => _plan = plan;

    /// <summary>Archives rows of another table with the saga they belong to, and removes them with it.</summary>
    /// <typeparam name="TRow">Their type: plain rows of the same DbContext.</typeparam>
    /// <param name="sagaId">The property that holds the saga's id; it should have an index.</param>
    /// <returns>The same configurator, so that calls can be chained.</returns>
    public ArchiveConfigurator<TSaga> With<TRow>(Expression<Func<TRow, Guid>> sagaId) where TRow : class
    {
        _plan.Rows.Add(new SagaRows<TRow>(sagaId.GetMemberAccess().Name));
        return this;
    }
}
