namespace Sagas.Access.Settings;

/// <summary>Who may use the service, configuration section <c>Sagas:Access</c>.</summary>
public class AccessOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Access";

    /// <summary>Lets everyone do everything, even from other machines. Allowed only if nothing else is configured.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>API keys of programs.</summary>
    public IReadOnlyList<ApiKeyOptions> ApiKeys { get; set; } = [];

    /// <summary>Users who sign in to the pages.</summary>
    public IReadOnlyList<UserOptions> Users { get; set; } = [];

    /// <summary>Tokens of an identity provider.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>After how long without a request a user has to sign in again.</summary>
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Whether cookies are sent over https only. A browser on this machine may use http all the same.</summary>
    public bool SecureCookie { get; set; } = true;

    /// <summary>How often an address may try to sign in per minute.</summary>
    public int SignInLimit { get; set; } = 10;

    /// <summary>After how many invalid keys and tokens per minute an address gets 429 instead of 401.</summary>
    public int FailureLimit { get; set; } = 60;

    /// <summary>How many operations an actor may request per minute.</summary>
    public int ActionLimit { get; set; } = 600;

    /// <summary>How many event streams a caller may follow at a time, of each instance.</summary>
    public int StreamLimit { get; set; } = 200;

    /// <summary>
    /// A PKCS #12 file whose certificate encrypts the keys that protect cookies; null: they are stored in plain text.
    /// </summary>
    public string? KeyCertificatePath { get; set; }

    /// <summary>The password of that file; null if it has none.</summary>
    public string? KeyCertificatePassword { get; set; }

    /// <summary>Whether anybody can sign in to the pages.</summary>
    public bool CanSignIn => ApiKeys.Count > 0 || Users.Count > 0;

    /// <summary>Whether access is configured. Without it only callers on this machine are allowed.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Whether there is a key, a user, or an issuer of tokens.</returns>
    public static bool AreSet(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return section.GetSection(nameof(ApiKeys)).Exists()
            || section.GetSection(nameof(Users)).Exists()
            || section.GetSection(nameof(Jwt)).GetChildren().Any(setting => !string.IsNullOrEmpty(setting.Value));
    }

    /// <summary>Whether everyone is allowed.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Whether the setting exists and is true.</returns>
    public static bool AllowEverybody(IConfiguration configuration) =>
        bool.TryParse(configuration[$"{Section}:{nameof(AllowAnonymous)}"], out var allowed) && allowed;
}
