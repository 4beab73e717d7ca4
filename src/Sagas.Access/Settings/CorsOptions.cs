namespace Sagas.Access.Settings;

/// <summary>Which pages of other sites may call the API from a browser, configuration section <c>Sagas:Cors</c>.</summary>
public class CorsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Cors";

    /// <summary>The origins of those pages, such as <c>https://shop.example.com</c>; not set: none.</summary>
    public IReadOnlyList<string>? Origins { get; set; }

    /// <summary>Whether a page of this origin may.</summary>
    /// <param name="origin">The header <c>Origin</c>.</param>
    /// <returns>Whether it is one of the origins.</returns>
    public bool Allows(string origin) => Origins?.Contains(origin, StringComparer.OrdinalIgnoreCase) == true;
}
