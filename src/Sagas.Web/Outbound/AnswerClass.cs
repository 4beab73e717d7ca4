using System.Net;

namespace Sagas.Web.Outbound;

/// <summary>What the answer of an outside service means for the caller, by its status.</summary>
internal enum AnswerClass
{
    /// <summary>2xx: it is done.</summary>
    Success,

    /// <summary>408, 425, 429 and 5xx: the same call may succeed soon.</summary>
    Temporary,

    /// <summary>409, 423 and 424: something else has to end first, which takes longer than a call is repeated.</summary>
    Conflict,

    /// <summary>
    /// 1xx, 3xx, and 4xx about the request's address, credentials, method, size or form: ours to fix, and no word on its content.
    /// </summary>
    Misconfigured,

    /// <summary>Every other 4xx, known or not (RFC 9110, 15): the content was understood, and is not accepted.</summary>
    Refusal,
}

/// <summary>Tells refusals from faults, for every outside service. docs/configuration.md has the table.</summary>
internal static class AnswerClasses
{
    /// <summary>The class of an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <returns>The class.</returns>
    public static AnswerClass Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => AnswerClass.Success,
        408 or 425 or 429 or >= 500 => AnswerClass.Temporary,
        409 or 423 or 424 => AnswerClass.Conflict,
        < 400 or 401 or 403 or (>= 405 and <= 407) or (>= 411 and <= 417) or 421 or 426 or 428 or 431 =>
            AnswerClass.Misconfigured,
        _ => AnswerClass.Refusal,
    };
}
