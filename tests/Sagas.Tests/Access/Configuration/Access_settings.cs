using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Configuration;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Web.Settings;

namespace Sagas.Tests.Access.Configuration;

internal class Access_settings
{
    private const string Secret = "sagas_this-is-the-key-itself";
    private const string Key = "Sagas:Access:ApiKeys:0";
    private const string User = "Sagas:Access:Users:0";
    private const string Jwt = "Sagas:Access:Jwt";

    [TestCase($"{Key}:Name", "",
        $"{Key}:Name is not set. Allowed: a name of up to 100 characters that no other key or user has.")]
    [TestCase($"{Key}:Name", " shop", $"{Key}:Name is ' shop'.")]
    [TestCase($"{Key}:Hash", "",
        $"{Key}:Hash is not set. Allowed: the SHA-256 of a key as 64 hexadecimal digits; the command new-api-key creates a key and its hash.")]
    [TestCase($"{Key}:Hash", Secret, $"{Key}:Hash is '(hidden)'.")]
    [TestCase($"{Key}:Roles", "",
        $"{Key}:Roles is not set. Allowed: one or more of orders.reader, orders.submitter, operations.reader, operations.operator, operations.admin, separated by commas.")]
    [TestCase($"{Key}:Roles", "orders.reader,king", $"{Key}:Roles is 'orders.reader,king'.")]
    [TestCase($"{User}:Name", "PROGRAM OF ORDERS.READER", $"{User}:Name is 'PROGRAM OF ORDERS.READER'.")]
    [TestCase($"{User}:PasswordHash", Secret,
        $"{User}:PasswordHash is '(hidden)'. Allowed: the output of the command hash-password.")]
    [TestCase($"{User}:PasswordHash", "AAAA", $"{User}:PasswordHash is '(hidden)'.")]
    [TestCase($"{User}:Roles", "operator", $"{User}:Roles is 'operator'.")]
    [TestCase($"{Jwt}:SigningKey", "short", $"{Jwt}:SigningKey is '(hidden)'. Allowed: a secret of at least 32 bytes.")]
    [TestCase($"{Jwt}:Audience", "", $"{Jwt}:Audience is not set.")]
    [TestCase($"{Jwt}:Issuer", "", $"{Jwt}:Issuer is not set.")]
    [TestCase($"{Jwt}:Authority", "https://login.example.com", $"{Jwt}:Authority is 'https://login.example.com/'.")]
    [TestCase($"{Jwt}:Authority", "login",
        $"{Jwt}:Authority is 'login'. Allowed: an absolute address such as https://host/path.")]
    [TestCase($"{Jwt}:RoleClaim", "", $"{Jwt}:RoleClaim is not set.")]
    [TestCase("Sagas:Access:AllowAnonymous", "true",
        "Sagas:Access:AllowAnonymous is 'True'. Allowed: false, where keys, users or tokens are configured.")]
    [TestCase("Sagas:Access:AllowAnonymous", "perhaps", "Sagas:Access:AllowAnonymous is 'perhaps'. Allowed: true, false.")]
    [TestCase("Sagas:Access:SessionLength", "00:00:01",
        "Sagas:Access:SessionLength is '00:00:01'. Allowed: a duration from 00:01:00 to 30.00:00:00 (d.hh:mm:ss).")]
    [TestCase("Sagas:Access:SignInLimit", "0", "Sagas:Access:SignInLimit is '0'. Allowed: a number from 1 to 1000000.")]
    [TestCase("Sagas:Access:FailureLimit", "few", "Sagas:Access:FailureLimit is 'few'. Allowed: a whole number.")]
    [TestCase("Sagas:Access:ActionLimit", "-1", "Sagas:Access:ActionLimit is '-1'.")]
    [TestCase("Sagas:Access:ApiKeys", Secret, "Sagas:Access:ApiKeys is '(a text)'. Allowed: a list: Sagas:Access:ApiKeys:0")]
    [TestCase("Sagas:Access:ApiKeys:9", Secret,
        "Sagas:Access:ApiKeys:9 is '(a text)'. Allowed: members: Sagas:Access:ApiKeys:9:Name, Sagas:Access:ApiKeys:9:Hash, Sagas:Access:ApiKeys:9:Roles.")]
    public void Should_be_refused_with_key_value_and_what_is_allowed_but_without_secrets(string key, string value, string message)
    {
        var refusal = Should.Throw<OptionsValidationException>(() => Validate([.. Credentials.Settings, (key, value)])).Message;

        refusal.ShouldContain(message);
        refusal.ShouldNotContain(Secret);
        foreach (var secret in Credentials.Secrets)
            refusal.ShouldNotContain(secret);
    }

    [Test]
    public void Should_be_taken_as_the_commands_make_them() => Should.NotThrow(() => Validate(Credentials.Settings));

    [Test]
    public void Should_be_taken_without_any() => Should.NotThrow(() => Validate([]));

    [TestCase("https://login.example.com/realms/shop", true)]
    [TestCase("http://localhost:8081/realms/shop", true)]
    [TestCase("http://login.example.com/realms/shop", false)]
    public void Should_trust_a_provider_that_cannot_be_changed_on_the_way(string authority, bool trusted)
    {
        void Check() => Validate([($"{Jwt}:Authority", authority), ($"{Jwt}:Audience", "sagas")]);

        if (trusted)
            Should.NotThrow(Check);
        else
            Should.Throw<OptionsValidationException>(Check).Message.ShouldContain("an https address");
    }

    [Test]
    public void Should_refuse_claims_of_tokens_that_nobody_issues() =>
        Should.Throw<OptionsValidationException>(() => Validate([($"{Jwt}:RoleClaim", "groups")])).Message
            .ShouldContain($"{Jwt}:Authority is not set");

    [Test]
    public void Should_know_a_key_by_the_hash_that_other_tools_make() =>
        // printf %s sagas_example | sha256sum
        ApiKey.Hash("sagas_example").ShouldBe("8cc3402fca1087fc07ce3255cfc8d591cf233f21088ddade4c42d21ef683bd47");

    private static void Validate((string Key, string Value)[] settings)
    {
        using var services = new ServiceCollection()
            .AddStrictOptions<AccessOptions, AccessOptionsValidation>(Settings.Of(settings), AccessOptions.Section)
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
