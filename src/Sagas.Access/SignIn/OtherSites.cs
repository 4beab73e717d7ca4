namespace Sagas.Access.SignIn;

/// <summary>
/// Recognizes requests that another site makes a browser send. Cookies are also sent with requests from other ports and
/// subdomains, and must not count when something is changed.
/// </summary>
internal static class OtherSites
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether a request changes something and was not made by a page of this service.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True if a browser says so; other programs say nothing.</returns>
    public static bool Sent(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return false;
        if (request.Headers[FetchSite] is { Count: > 0 } site)
            return site.ToString() is not ("same-origin" or "none");
        return request.Headers.Origin is { Count: > 0 } origin
            && !(Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var address)
                && string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
