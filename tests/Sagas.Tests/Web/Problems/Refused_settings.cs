using Sagas.Web.Settings;

namespace Sagas.Tests.Web.Problems;

/// <summary>A wrong setting is told, but not the password in it.</summary>
internal class Refused_settings
{
    [TestCase("https://ada:s3cret@host/path", "https://***@host/path")]
    [TestCase("amqp://ada:s3@cret@host", "amqp://***@host")]
    [TestCase("Server=x;Password=s3cret", "Server=x;Password=***")]
    [TestCase("ftp://host", "ftp://host")]
    public void Should_be_told_without_credentials(string value, string told)
    {
        var check = new OptionFailures("Sagas:Section");
        check.Unless(holds: false, "Key", value, "an address");
        object read = Uri.TryCreate(value, UriKind.Absolute, out var address) ? address : value;
        check.Unless(holds: false, "Key", read, "an address");

        check.Failures[0].ShouldBe($"Sagas:Section:Key is '{told}'. Allowed: an address.");
        check.Failures.ShouldAllBe(text => !text.Contains("s3", StringComparison.Ordinal));
        new ConfigurationRefusedException("Key", value, "it must be better").Message
            .ShouldBe($"Key is '{told}': it must be better.");
        new ConfigurationRefusedException($"{value} cannot be reached", new TimeoutException()).Message
            .ShouldBe($"{told} cannot be reached");
    }
}
