namespace Sagas.Web.Problems;

/// <summary>The limits of what the routes accept.</summary>
internal static class RequestLimits
{
    /// <summary>The largest request body in bytes, 256 KiB. An order of 200 full lines takes less than a tenth of it.</summary>
    public const int MaxBodyBytes = 256 * 1024;
}
