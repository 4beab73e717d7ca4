using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Sagas;

/// <summary>Sagas that have ended and keep no row: only their histories are left.</summary>
internal sealed class EndedSagas(DurableDatabase database)
{
    /// <summary>The last version of the sagas that had an id before.</summary>
    /// <returns>0 if there was none.</returns>
    public async Task<int> LastVersionAsync(Type saga, Guid sagaId, CancellationToken cancellationToken)
    {
        var sagaType = saga.Name;
        await using var scope = database.CreateScope(out var context);
        return await context.Set<SagaTransition>().Where(step => step.SagaId == sagaId && step.SagaType == sagaType)
            .OrderByDescending(step => step.Version).Select(step => step.Version).FirstOrDefaultAsync(cancellationToken);
    }
}
