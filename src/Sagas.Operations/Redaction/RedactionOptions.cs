using Microsoft.Extensions.Options;
using Sagas.Web.Settings;

namespace Sagas.Operations.Redaction;

/// <summary>What not every operator may see, configuration section <c>Sagas:Operations</c>.</summary>
public class RedactionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Operations";

    /// <summary>Names of members of messages that are hidden, besides e-mail addresses and payment tokens.</summary>
    public IReadOnlyList<string>? MaskedProperties { get; set; }

    /// <summary>Validates the settings at startup.</summary>
    internal sealed class Validator : IValidateOptions<RedactionOptions>
    {
        private const int Most = 100;

        public ValidateOptionsResult Validate(string? name, RedactionOptions options)
        {
            var check = new OptionFailures(Section);
            check.Unless(
                options.MaskedProperties is null || options.MaskedProperties.Count <= Most,
                nameof(MaskedProperties), $"{options.MaskedProperties?.Count} entries", $"at most {Most} entries");
            return check.ToResult();
        }
    }
}
