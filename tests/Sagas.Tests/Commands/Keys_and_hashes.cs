using System.Text.RegularExpressions;
using Sagas.Access.Callers;
using Sagas.Tests.Access.World;

namespace Sagas.Tests.Commands;

/// <summary>The commands that make keys and hashes.</summary>
internal partial class Keys_and_hashes
{
    [Test]
    public async Task Should_make_a_key_with_its_settings()
    {
        var run = await ProgramRun.OfAsync(["new-api-key", "billing", "orders.reader"]);

        run.ExitCode.ShouldBe(0, run.Errors);
        var key = Key().Match(run.Output).Value;
        key.Length.ShouldBe(6 + 43);
        run.Output.ShouldContain("Sagas__Access__ApiKeys__0__Name=billing");
        run.Output.ShouldContain($"Sagas__Access__ApiKeys__0__Hash={ApiKey.Hash(key)}");
        run.Output.ShouldContain("Sagas__Access__ApiKeys__0__Roles=orders.reader");
        run.Errors.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_refuse_a_role_that_is_none()
    {
        var run = await ProgramRun.OfAsync(["new-api-key", "billing", "orders.reader,king"]);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldStartWith("Unknown roles: king. The roles are orders.reader, ");
    }

    // Whatever it prints, the service takes.
    [TestCase("NAME is '': it must be a name", "")]
    [TestCase("NAME is ' shop': it must be a name", " shop")]
    [TestCase("it must be a name of up to 100 characters", "a\tb")]
    [TestCase("it must be a name of up to 100 characters",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    [TestCase("ROLES is '': it must be one or more of orders.reader", "shop", "")]
    [TestCase("ROLES is ',': it must be one or more of orders.reader", "shop", ",")]
    public async Task Should_refuse_what_the_service_would_refuse(string refusal, params string[] words)
    {
        var run = await ProgramRun.OfAsync(["new-api-key", .. words]);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldContain(refusal);
    }

    [Test]
    public void Should_make_another_key_each_time() => ApiKey.Make().ShouldNotBe(ApiKey.Make());

    [Test]
    public async Task Should_hash_a_password_and_print_nothing_else()
    {
        var run = await ProgramRun.OfAsync(["hash-password"], $"{Credentials.Password}\n");

        run.ExitCode.ShouldBe(0, run.Errors);
        var hash = run.Output.Trim();
        Passwords.IsHash(hash).ShouldBeTrue(run.Output);
        Passwords.Match(hash, Credentials.Password).ShouldBeTrue();
        Passwords.Match(hash, $"{Credentials.Password} ").ShouldBeFalse();
        Passwords.Match(null, Credentials.Password).ShouldBeFalse();
    }

    [TestCase("")]
    [TestCase("short\n")]
    public async Task Should_refuse_a_password_that_is_guessed_soon(string input)
    {
        var run = await ProgramRun.OfAsync(["hash-password"], input);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldContain("12 to 256 characters");
    }

    [GeneratedRegex("sagas_[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
