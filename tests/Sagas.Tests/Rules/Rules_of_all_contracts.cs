using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Contracts.Orders;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Payments;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Rules;

/// <summary>Nobody adds a contract, or a member to one, and forgets what may stand in it.</summary>
internal class Rules_of_all_contracts
{
    // What the service tells others, and takes from nobody.
    private static readonly Type[] OnlyPublished =
        [typeof(OrderPaid), typeof(OrderCompleted), typeof(OrderRejected), typeof(OrderCancelled), typeof(OrderNeedsAttention)];

    private static readonly MessageRules Rules = RulesOfTheService();

    private static IEnumerable<Type> Contracts => BrokenMessage.Contracts;

    [Test]
    public void Should_cover_every_contract() => typeof(OrderSubmitted).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type != typeof(OrderLine))
        .Except(OnlyPublished).Except(BrokenMessage.Contracts).ShouldBeEmpty();

    [TestCaseSource(nameof(Contracts))]
    public void Should_know_the_contract(Type contract) => Rules.Has(contract).ShouldBeTrue();

    [TestCaseSource(nameof(Contracts))]
    public void Should_take_a_good_message(Type contract) =>
        Rules.ErrorsOf(BrokenMessage.Good(contract, Guid.NewGuid()), contract).ShouldBeEmpty();

    [TestCaseSource(nameof(Contracts))]
    public void Should_be_broken_at_every_member(Type contract)
    {
        if (contract.IsGenericType)
            return; // A fault is MassTransit's; only its order is asked for.
        MembersOf(contract, "$").Except(
                BrokenMessage.Every.Where(broken => broken.Contract == contract).Select(broken => broken.Path))
            .ShouldBeEmpty();
    }

    /// <summary>Where a message is refused of which one member has another value.</summary>
    /// <param name="path">The member.</param>
    /// <param name="value">Its value, as JSON.</param>
    public static IReadOnlyList<string> Breaches<T>(string path, string value) where T : class
    {
        var body = new BrokenMessage(typeof(T), "", path, value).Body(Guid.NewGuid());
        return [.. Rules.ErrorsOf(JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web)!, typeof(T))
            .Select(error => error.Path)];
    }

    private static IEnumerable<string> MembersOf(Type type, string path)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var member = $"{path}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
            yield return member;
            if (property.PropertyType != typeof(IReadOnlyList<OrderLine>))
                continue;
            yield return $"{member}[0]";
            foreach (var inside in MembersOf(typeof(OrderLine), $"{member}[0]"))
                yield return inside;
        }
    }

    private static MessageRules RulesOfTheService()
    {
        var configuration = Settings.Of();
        using var services = new ServiceCollection().AddLogging()
            .AddOrders(configuration).AddPayments(configuration).AddNotifications(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<DurabilityOptions>>().Value.MessageRules();
    }
}
