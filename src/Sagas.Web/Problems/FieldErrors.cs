using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Text;

namespace Sagas.Web.Problems;

/// <summary>
/// What is wrong with a request, by field: a JSON path such as <c>lines[3].quantity</c>, a parameter or a header.
/// </summary>
internal class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Records an error.</summary>
    /// <param name="field">The field.</param>
    /// <param name="error">What is wrong, as a sentence.</param>
    public void Add(string field, string error)
    {
        if (!_errors.TryGetValue(field, out var errors))
            _errors.Add(field, errors = []);
        errors.Add(error);
    }

    /// <summary>
    /// Checks a required text: neither blank nor too long, and without characters that control how it is shown.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Its value.</param>
    /// <param name="maxLength">The most characters it may have.</param>
    /// <returns>Whether it is valid.</returns>
    public bool CheckText(string field, string? value, int maxLength)
    {
        var error = value switch
        {
            null => "Is required.",
            _ when VisibleText.IsBlank(value) => "Must not be blank.",
            _ when value.Length > maxLength => $"Must have at most {maxLength} characters, but has {value.Length}.",
            _ when value.Any(char.IsControl) => "Must not contain control characters.",
            _ when HasHalfCharacter(value) => "Must not contain half of a character.",
            _ when value.Any(VisibleText.IsDirection) =>
                "Must not contain characters that change the direction of text (U+202E and the like).",
            _ => null,
        };
        if (error is not null)
            Add(field, error);
        return error is null;
    }

    private static bool HasHalfCharacter(string text)
    {
        for (var place = 0; place < text.Length; place += char.IsSurrogate(text[place]) ? 2 : 1)
        {
            if (char.IsSurrogate(text[place]) && !char.IsSurrogatePair(text, place))
                return true;
        }

        return false;
    }

    /// <summary>The response that names everything that is wrong.</summary>
    /// <returns>400.</returns>
    public ValidationProblem ToProblem() => TypedResults.ValidationProblem(
        ToDictionary(), title: "The request is not valid",
        detail: "See errors for every field that is not valid. Nothing was done.");

    /// <summary>The errors in the form used by problem details.</summary>
    /// <returns>All errors by field.</returns>
    public IDictionary<string, string[]> ToDictionary() =>
        _errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal);
}
