namespace Sagas.Tests.Architecture;

/// <summary>Tells code, comments and literals of C# apart; the holes of interpolated strings are code.</summary>
internal class SourceLexer
{
    private readonly string _text;
    private readonly TextKind[] _kinds;
    private int _at;

    private SourceLexer(string text)
    {
        _text = text;
        _kinds = new TextKind[text.Length];
    }

    public static TextKind[] Classify(string text)
    {
        var lexer = new SourceLexer(text);
        lexer.Code(holeBraces: 0);
        return lexer._kinds;
    }

    /// <summary>Reads code to the end of the text, or to the end of the hole that it stands in.</summary>
    private void Code(int holeBraces)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            if (holeBraces > 0 && depth == 0 && Run('}') >= holeBraces)
                return;
            if (Starts("//"))
                TakeUntil("\n", TextKind.Comment, including: false);
            else if (Starts("/*"))
                TakeUntil("*/", TextKind.Comment, including: true);
            else if (Here is '\'')
                Character();
            else if (StringPrefix() is { } prefix)
                Text(prefix);
            else
            {
                depth += Here is '{' ? 1 : Here is '}' ? -1 : 0;
                Take(1, TextKind.Code);
            }
        }
    }

    private void Character()
    {
        var end = _at + 1;
        while (end < _text.Length && _text[end] is not ('\'' or '\n'))
            end += _text[end] is '\\' ? 2 : 1;
        // An apostrophe without its partner stands in a directive such as #region.
        Take(end < _text.Length && _text[end] is '\'' ? end - _at + 1 : 1, TextKind.Literal);
    }

    /// <summary>The dollars and at signs before a quote; null if no string begins here.</summary>
    private string? StringPrefix()
    {
        var end = _at;
        while (end < _text.Length && _text[end] is '$' or '@')
            end++;
        return end < _text.Length && _text[end] is '"' ? _text[_at..end] : null;
    }

    private void Text(string prefix)
    {
        Take(prefix.Length, TextKind.Literal);
        var quotes = Run('"');
        var verbatim = prefix.Contains('@', StringComparison.Ordinal);
        var holeBraces = prefix.Count(c => c is '$');
        if (quotes == 2 && !verbatim)
            Take(2, TextKind.Literal);
        else if (quotes >= 3 && !verbatim)
            Body(quotes, holeBraces, raw: true, verbatim);
        else
            Body(1, holeBraces, raw: false, verbatim);
    }

    private void Body(int quotes, int holeBraces, bool raw, bool verbatim)
    {
        Take(quotes, TextKind.Literal);
        while (_at < _text.Length)
        {
            var run = Run('"');
            var braces = Run('{');
            if (run >= quotes && !(verbatim && run % 2 == 0))
            {
                Take(run, TextKind.Literal);
                return;
            }

            if (run > 0)
                Take(verbatim ? run : 1, TextKind.Literal);
            else if (holeBraces > 0 && braces >= holeBraces && (raw || braces % 2 == 1))
                Hole(braces, holeBraces);
            else if (braces > 0)
                Take(braces, TextKind.Literal);
            else
                Take(Here is '\\' && !raw && !verbatim ? 2 : 1, TextKind.Literal);
        }
    }

    private void Hole(int braces, int holeBraces)
    {
        Take(braces, TextKind.Literal);
        Code(holeBraces);
        Take(holeBraces, TextKind.Literal);
    }

    private char Here => _text[_at];

    private bool Starts(string value) => string.CompareOrdinal(_text, _at, value, 0, value.Length) == 0;

    private int Run(char value)
    {
        var end = _at;
        while (end < _text.Length && _text[end] == value)
            end++;
        return end - _at;
    }

    private void TakeUntil(string end, TextKind kind, bool including)
    {
        var index = _text.IndexOf(end, _at, StringComparison.Ordinal);
        Take((index < 0 ? _text.Length : index + (including ? end.Length : 0)) - _at, kind);
    }

    private void Take(int length, TextKind kind)
    {
        var end = Math.Min(_text.Length, _at + length);
        _kinds.AsSpan(_at, end - _at).Fill(kind);
        _at = end;
    }
}
