using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Archive;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Sagas;

/// <summary>Opens the repository for one message, one query or one lookup.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class DurableSagaRepositoryContextFactory<TSaga>(
    IServiceProvider services, DurableDatabase database, RowReads rows, ArchiveGuard archive, TimeProvider time)
    : ISagaRepositoryContextFactory<TSaga>, IQuerySagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga, ISagaVersion
{
    private readonly EndedSagas _ended = new(database);

    private readonly SagaReads<TSaga> _reads = new(database, rows);

    public void Probe(ProbeContext context) => context.Add("persistence", "durable");

    public Task Send<T>(ConsumeContext<T> consumeContext, IPipe<SagaRepositoryContext<TSaga, T>> next) where T : class =>
        UnlessHandledBeforeAsync(consumeContext, () => next.Send(Open(consumeContext)));

    public async Task SendQuery<T>(
        ConsumeContext<T> consumeContext, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
    {
        var ids = await FindAsync(query, consumeContext.CancellationToken);
        await UnlessHandledBeforeAsync(
            consumeContext, () => next.Send(new DefaultSagaRepositoryQueryContext<TSaga, T>(Open(consumeContext), ids)));
    }

    public Task<T> Execute<T>(
        Func<QuerySagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class =>
        asyncMethod(new Reader(this, cancellationToken));

    public Task<T> Execute<T>(
        Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class =>
        asyncMethod(new Reader(this, cancellationToken));

    private static async Task UnlessHandledBeforeAsync(ConsumeContext context, Func<Task> handle)
    {
        try
        {
            await handle();
        }
        catch (HandledBeforeException)
        {
            context.GetPayload<UnitOfWork>().WasHandledBefore = true;
        }
    }

    private DurableSagaRepositoryContext<TSaga, T> Open<T>(ConsumeContext<T> consumeContext) where T : class =>
        new(consumeContext, _reads, archive, _ended, database.Table(typeof(TSaga)), time);

    // Only queries need a context of the scope: messages that come with their saga's id are spared the cost of one.
    private Task<List<Guid>> FindAsync(ISagaQuery<TSaga> query, CancellationToken cancellationToken) =>
        services.GetRequiredService<DbContext>().Set<TSaga>().AsNoTracking().Where(query.FilterExpression)
            .Select(saga => EF.Property<Guid>(saga, nameof(ISaga.CorrelationId))).ToListAsync(cancellationToken);

    private sealed class Reader(DurableSagaRepositoryContextFactory<TSaga> factory, CancellationToken cancellationToken)
        : BasePipeContext(cancellationToken), QuerySagaRepositoryContext<TSaga>, LoadSagaRepositoryContext<TSaga>
    {
        public async Task<SagaRepositoryQueryContext<TSaga>> Query(
            ISagaQuery<TSaga> query, CancellationToken cancellationToken = default) =>
            new DefaultSagaRepositoryQueryContext<TSaga>(this, await factory.FindAsync(query, cancellationToken));

        public Task<TSaga> Load(Guid correlationId) =>
            factory._reads.FindAsync(correlationId, CancellationToken)!;
    }
}
