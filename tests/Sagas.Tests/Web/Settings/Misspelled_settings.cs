using Microsoft.Extensions.DependencyInjection;
using Sagas.Tests.Orders.Api;
using Sagas.Web.Settings;

namespace Sagas.Tests.Web.Settings;

/// <summary>The keys that the program reads, as it says itself, and what happens to every other one.</summary>
internal class Misspelled_settings
{
    private IReadOnlyList<SettingSection> _sections = [];
    private IReadOnlyList<string> _keys = [];

    [OneTimeSetUp]
    public async Task Ask_the_program()
    {
        await using var api = new ApiFixture();
        _sections = [.. api.Services.GetServices<SettingSection>()];
        _keys = [.. SettingTree.Of(_sections).Keys()];
    }

    [Test]
    public void Should_be_told_from_all_that_are_read()
    {
        _keys.Count.ShouldBeGreaterThan(120);
        foreach (var key in _keys)
            Found(key).ShouldBeEmpty(key);
    }

    [TestCase(typeof(Sagas.Durability.Settings.DurabilityOptions), "Sagas:Durability")]
    [TestCase(typeof(Sagas.Access.Settings.AccessOptions), "Sagas:Access")]
    [TestCase(typeof(Sagas.Payments.PaymentOptions), "Sagas:Payments")]
    public void Should_not_be_a_member_of_any_options(Type options, string section)
    {
        foreach (var member in SettingTree.MembersOf(options).Select(member => $"{section}:{member.Name}"))
            _keys.ShouldContain(key => key == member || key.StartsWith(member + ":", StringComparison.Ordinal));
    }

    // Every key, with a letter left out, doubled or exchanged, in any of its parts and in any case.
    [Test]
    public void Should_be_named_with_the_key_that_was_meant()
    {
        foreach (var key in _keys.Where(key => key.StartsWith("Sagas:", StringComparison.Ordinal)))
        {
            var parts = key.Split(':');
            for (var place = 1; place < parts.Length; place++)
            {
                var part = parts[place];
                if (part.Length < 4)
                    continue;
                foreach (var wrong in new[]
                {
                    part[..2] + part[3..], part[..2] + part[1..], $"{part[0]}{part[2]}{part[1]}{part[3..]}",
                })
                {
                    var written = string.Join(':', [.. parts[..place], wrong, .. parts[(place + 1)..]]);
                    if (_keys.Contains(written, StringComparer.OrdinalIgnoreCase))
                        continue;
                    Found(written).ShouldBe([$"{written} is no setting of this service. The nearest key is {key}."]);
                    Found(written.ToUpperInvariant()).Single().ShouldEndWith($" The nearest key is {key}.");
                }
            }
        }
    }

    [TestCase("Sagas:PaymentTimeout", "Sagas:Orders:PaymentTimeout")]
    [TestCase("Sagas:Role", "Sagas:Roles")]
    [TestCase("Sagas:Roles:First", "Sagas:Roles")]
    [TestCase("Sagas:StopTimeout:0", "Sagas:StopTimeout")]
    [TestCase("Sagas:Access:ApiKeys:Name", "Sagas:Access:ApiKeys:0:Name")]
    [TestCase("Saga:Roles", "Sagas:Roles")]
    [TestCase("ConnectionString:Sagas", "ConnectionStrings:Sagas")]
    [TestCase("ConnectionStrings:Saga", "ConnectionStrings:Sagas")]
    [TestCase("Kestrel:Endpoint:Http:Url", "Kestrel:Endpoints:Http:Url")]
    [TestCase("Logging:LogLevels:Default", "Logging:LogLevel:Default")]
    [TestCase("Authentication:Schemes:Bearer:ValidIsuer", "Authentication:Schemes:Bearer:ValidIssuer")]
    public void Should_be_named_wherever_they_are(string written, string meant) =>
        Found(written).ShouldBe([$"{written} is no setting of this service. The nearest key is {meant}."]);

    [Test]
    public void Should_not_be_what_belongs_to_others()
    {
        Found("PATH").ShouldBeEmpty();
        Found("Other:Sagas:Roles").ShouldBeEmpty();
        Found("Sage").ShouldBeEmpty();
        Found("Logging:LogLevel:My.Namespace").ShouldBeEmpty();
        Found("Sagas:Operations:Expected:OrderState:AwaitingPayment").ShouldBeEmpty();
        Found("Metrics:EnabledMetrics:System.Runtime").ShouldBeEmpty();
    }

    [Test]
    public void Should_include_a_section_that_is_written_as_a_text() =>
        Found("Sagas:Orders").Single().ShouldStartWith(
            "Sagas:Orders is a section and takes no value itself: its keys are Sagas:Orders:Concurrency, ");

    private IReadOnlyList<string> Found(string key) =>
        MisspelledSettings.In(Harness.Settings.Of((key, "a secret")), _sections);
}
