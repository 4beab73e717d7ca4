using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>Tells which dead letters it is pointless to retry, because what they were about is over.</summary>
internal interface IPointlessDeadLetters
{
    /// <summary>The condition that they fulfil, for queries.</summary>
    /// <param name="context">The database.</param>
    Expression<Func<DeadLetter, bool>> In(DbContext context);
}
