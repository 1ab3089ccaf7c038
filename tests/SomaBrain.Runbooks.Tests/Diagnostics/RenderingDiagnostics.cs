using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

public sealed class RenderingDiagnostics
{
    [Fact]
    public void A_diagnostic_shows_the_line_and_a_caret()
    {
        var source = new Source("playbooks/vacuum.yml", "\n\n\n\n\n\n    shel: vacuumdb --all\n");
        var diagnostic = new Diagnostic("RB102", Severity.Error, Span(source, "shel"), "unknown step kind `shel`", "did you mean `shell`?");

        Assert.Equal(
            """
            error[RB102]: unknown step kind `shel`
             --> playbooks/vacuum.yml:7:5
              |
            7 |     shel: vacuumdb --all
              |     ^^^^
              = hint: did you mean `shell`?

            """,
            DiagnosticText.Render(diagnostic));
    }

    [Fact]
    public void On_a_terminal_lines_end_between_words_and_carets_stand_below_what_is_meant()
    {
        var source = new Source("a.yml", $"\n\n    sql: SELECT {new string('x', 60)} FROM where_it_is, {new string('y', 60)}\n");
        var diagnostic = new Diagnostic("RB022", Severity.Error, Span(source, "where_it_is"), "a `sql` step: unknown key `name`, which says nothing to us", "did you mean `id`? keys allowed here: `id`, `title`, `help`, `on`, `database`");

        var text = string.Concat(DiagnosticText.Segments(diagnostic, 50).Select(segment => segment.Text));

        Assert.Equal(
            $"""
            error[RB022]: a `sql` step: unknown key `name`,
              which says nothing to us
             --> a.yml:3:83
              |
            3 | …{new string('x', 16)} FROM where_it_is, yyyyyyyyy…
              | {new string(' ', 23)}^^^^^^^^^^^
              = hint: did you mean `id`? keys allowed here:
                      `id`, `title`, `help`, `on`, `database`

            """,
            text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 50));
    }

    [Fact]
    public void A_line_number_of_three_digits_moves_the_margin()
    {
        var source = new Source("a.yml", new string('\n', 99) + "ab");

        Assert.Equal(
            """
            warning[RB300]: m
               --> a.yml:100:2
                |
            100 | ab
                |  ^

            """,
            DiagnosticText.Render(new Diagnostic("RB300", Severity.Warning, Span(source, "b"), "m")));
    }

    [Fact]
    public void Several_are_counted_below()
    {
        var source = new Source("a.yml", "a: b");
        var error = new Diagnostic("RB001", Severity.Error, Span(source, "a"), "m");
        var text = DiagnosticText.Render([error, new("RB600", Severity.Error, null, "no server", "start it") { SqlState = "08006" }, error with { Severity = Severity.Warning }]);

        Assert.Equal(
            """
            error[RB001]: m
             --> a.yml:1:1
              |
            1 | a: b
              | ^

            error[RB600]: no server
              = sqlstate: 08006
              = hint: start it

            warning[RB001]: m
             --> a.yml:1:1
              |
            1 | a: b
              | ^

            2 errors, 1 warning

            """,
            text);
    }

    [Theory]
    [InlineData("a: X", "X", "a: X", "   ^")]
    [InlineData("\tX", "X", "    X", "    ^")]
    [InlineData("a\tXY", "XY", "a    XY", "     ^^")]
    [InlineData("漢字: X", "X", "漢字: X", "      ^")]
    [InlineData("a: 漢字", "漢字", "a: 漢字", "   ^^^^")]
    [InlineData("e\u0301: X", "X", "e\u0301: X", "   ^")]
    [InlineData("😀X", "X", "😀X", "  ^")]
    [InlineData("a\u001b[2JX", "X", "a\\x1b[2JX", "        ^")]
    [InlineData("a\u202eX", "X", "a\\u{202e}X", "         ^")]
    [InlineData("a\u0000X", "X", "a\\x00X", "     ^")]
    [InlineData("a\u009bX", "X", "a\\x9bX", "     ^")]
    [InlineData("a: \u001b", "\u001b", "a: \\x1b", "   ^^^^")]
    [InlineData("a: b", "", "a: b", "^")]
    [InlineData("a: \"X\nY\" # c", "\"X\nY\"", "a: \"X", "   ^^")]
    [InlineData("a: X\r\nb", "X\r\nb", "a: X", "   ^")]
    public void The_caret_stands_below_what_is_meant(string text, string marked, string line, string caret)
    {
        var rendered = DiagnosticText.Render(new Diagnostic("RB001", Severity.Error, Span(new("a.yml", text), marked), "m")).Split('\n');
        Assert.Equal($"1 | {line}", rendered[3]);
        Assert.Equal($"  | {caret}", rendered[4]);
    }

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("a: b", 4, "    ")]
    [InlineData("a: b\n", 5, "")]
    [InlineData("a: b\r\n", 4, "    ")]
    public void A_span_at_the_end_gets_one_caret(string text, int at, string before)
    {
        var source = new Source("a.yml", text);
        var rendered = DiagnosticText.Render(new Diagnostic("RB001", Severity.Error, source.Span(at, at), "m")).Split('\n');
        Assert.Equal($"  | {before}^", rendered[4]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(500)]
    [InlineData(999)]
    public void A_long_line_is_cut_to_a_window_around_the_caret(int at)
    {
        var text = new string('-', at) + "X" + new string('-', 999 - at);
        var rendered = DiagnosticText.Render(new Diagnostic("RB001", Severity.Error, Span(new("a.yml", text), "X"), "m")).Split('\n');
        Assert.InRange(rendered[3].Length, 50, 108);
        Assert.Equal('X', rendered[3][rendered[4].IndexOf('^', StringComparison.Ordinal)]);
        Assert.Equal(at > 100, rendered[3].StartsWith("1 | …", StringComparison.Ordinal));
        Assert.Equal(at < 900, rendered[3].EndsWith('…'));
    }

    [Fact]
    public void A_long_mark_is_cut_with_its_line()
    {
        var rendered = DiagnosticText.Render(new Diagnostic("RB001", Severity.Error, Span(new("a.yml", "a: " + new string('漢', 5000)), new('漢', 5000)), "m")).Split('\n');
        Assert.Equal(48, rendered[3].Count(c => c == '漢'));
        Assert.EndsWith("…", rendered[3], StringComparison.Ordinal);
        Assert.Equal(96, rendered[4].Count(c => c == '^'));
    }

    [Fact]
    public void Nothing_a_file_or_a_server_says_reaches_the_terminal_raw()
    {
        var all = string.Concat(Enumerable.Range(0, 0x2070).Where(c => c is not '\n' and not '\r').Select(c => (char)c)) + "\ud800";
        var source = new Source("\u001b]0;x\u0007.yml", all);
        var text = DiagnosticText.Render(new Diagnostic("RB001", Severity.Error, source.Span(20, 40), all, all) { SqlState = "\u001b" });
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate);
    }

    [Fact]
    public void Further_lines_of_a_message_are_indented() =>
        Assert.Equal("error[RB400]: a\n  b\n  = hint: c\n          d\n", DiagnosticText.Render(new Diagnostic("RB400", Severity.Error, null, "a\r\nb\n", "c\nd")));

    [Fact]
    public void Segments_tell_what_each_piece_is()
    {
        var source = new Source("a.yml", "a: b");
        var roles = DiagnosticText.Segments(new Diagnostic("RB001", Severity.Warning, source.Span(0, 1), "m", "h")).Select(s => s.Role);
        Assert.Equal([TextRole.Warning, TextRole.Message, TextRole.Gutter, TextRole.Place, TextRole.Gutter, TextRole.Source, TextRole.Gutter, TextRole.Caret, TextRole.Hint], roles);
    }

    [Fact]
    public void Json_has_one_object_a_line()
    {
        var source = new Source("a.yml", "a: b");
        Assert.Equal(
            """
            {"code":"RB001","severity":"error","file":"a.yml","line":1,"column":4,"endLine":1,"endColumn":5,"message":"m","hint":"h"}
            {"code":"RB600","severity":"warning","message":"n","sqlstate":"08006"}

            """,
            DiagnosticJson.Lines([new("RB001", Severity.Error, Span(source, "b"), "m", "h"), new("RB600", Severity.Warning, null, "n") { SqlState = "08006" }]));
    }

    private static SourceSpan Span(Source source, string marked)
    {
        var at = source.Text.IndexOf(marked, StringComparison.Ordinal);
        return source.Span(at, at + marked.Length);
    }
}
