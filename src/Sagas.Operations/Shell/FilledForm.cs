namespace Sagas.Operations.Shell;

/// <summary>What somebody has filled in, and why nothing was done with it: the form is shown again with both.</summary>
/// <param name="Action">Where the form is sent, one of <see cref="Links"/>.</param>
/// <param name="Values">What was filled in, by the names of the fields.</param>
/// <param name="Errors">What is wrong, by the names of the fields.</param>
public sealed record FilledForm(
    string Action, IReadOnlyDictionary<string, string?> Values, IDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> None = [];

    /// <summary>What was filled in.</summary>
    /// <param name="form">The form; null if none was sent.</param>
    /// <param name="action">Where the form that is shown is sent.</param>
    /// <param name="field">The field.</param>
    internal static string? ValueIn(FilledForm? form, string action, string field) =>
        form?.Action == action ? form.Values.GetValueOrDefault(field) : null;

    /// <summary>What is wrong.</summary>
    /// <param name="form">The form; null if none was sent.</param>
    /// <param name="action">Where the form that is shown is sent.</param>
    internal static IDictionary<string, string[]> ErrorsIn(FilledForm? form, string action) =>
        form?.Action == action ? form.Errors : None;
}
