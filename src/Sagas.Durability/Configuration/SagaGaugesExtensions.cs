using System.Diagnostics.Metrics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Gauges;

namespace Sagas.Durability.Configuration;

/// <summary>Registers gauges over a saga's table.</summary>
public static class SagaGaugesExtensions
{
    /// <summary>Reports how many sagas are in which state, and how long they have been there.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="state">The property that holds the state's name; it should have an index.</param>
    /// <param name="enteredAt">
    /// The property that says when the saga entered its state, such as that of <see cref="Tables.ITimedSaga"/>.
    /// </param>
    /// <param name="states">The states that are reported: those that a saga is expected to leave.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddSagaGauges<TSaga>(
        this IServiceCollection services,
        Expression<Func<TSaga, string>> state,
        Expression<Func<TSaga, DateTimeOffset>> enteredAt,
        IReadOnlyList<string> states)
        where TSaga : class
    {
        var (stateProperty, enteredAtProperty) = (state.GetMemberAccess().Name, enteredAt.GetMemberAccess().Name);
        return services.AddSingleton<ISampledGauges>(provider => new SagaGauges<TSaga>(
            provider.GetRequiredService<IMeterFactory>(), stateProperty, enteredAtProperty, states));
    }
}
