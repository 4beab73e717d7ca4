namespace Sagas.Access.SignIn;

/// <summary>
/// Tells requests that another site makes a browser send. A cookie comes along with those of other ports and subdomains, too,
/// and must not count for what changes something.
/// </summary>
public static class OtherSites
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether a request changes something and was not made by a page of this service.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Whether a browser says so; programs that are no browsers say nothing.</returns>
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
