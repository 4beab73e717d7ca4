namespace Sagas.Web.Problems;

/// <summary>What every route of the service takes at most.</summary>
public static class RequestLimits
{
    /// <summary>The largest request body in bytes, 256 KiB. An order of 200 full lines has less than a tenth of it.</summary>
    public const int MaxBodyBytes = 256 * 1024;
}
