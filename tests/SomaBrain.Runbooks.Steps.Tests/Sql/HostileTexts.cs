namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>Texts that would end, change or begin a statement if they were ever part of one.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } = [.. Written().Concat(Combined()).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Written() =>
    [
        "", " ", "\t", "\n", "\r\n", "'", "''", "'''", "\"", "\"\"", "\\", "\\\\", "\\'", "'\\''", "$$", "$a$", "$$ $$", "$1", "$2", "$0", "$99999999999", "--", "-- x\n", "/*", "*/", "/* /* */", ";", ";;",
        "; DROP TABLE victim; --", "'; DROP TABLE victim; --", "\"; DROP TABLE victim; --", "1; DROP TABLE victim", "') ; DROP TABLE victim; --", "x'; COMMIT; DROP TABLE victim; BEGIN; --",
        "' OR '1'='1", "' OR 1=1 --", "' UNION SELECT usename, passwd FROM pg_shadow --", "1 OR 1=1", "admin'--", "'||(SELECT current_user)||'", "' || pg_sleep(10) || '", "$$; DROP TABLE victim; $$",
        "E'\\x27'", "U&'\\0041'", "U&\"\\0041\"", "\\0041", "\\u0041", "\\x41", "\\101", "\\n", "B'1'", "X'1F'", "N'x'", "e'\\''", "\\'; DROP TABLE victim; --", "\\\\'; DROP TABLE victim; --",
        "\u001b[31mred\u001b[0m", "\u001b]0;title\u0007", "\u0001", "\u007f", "\u0085", "\u00a0", "\u200b", "\u2028", "\u2029", "\u202e reversed", "\ufeff", "\ufffd", "\uffff", "\ue000",
        "ʼ", "’", "＇", "＂", "；", "–– comment", "é", "e\u0301", "👩‍👩‍👧‍👦", "𝕏", "עברית", "中文", "\U0010ffff",
        "{{ 7*7 }}", "{{ params.x }}", "{{ targets.db.user }}", "{%{ 7*7 }%}", "{% raw %}", "}}", "{{", "${HOME}", "$(id)", "`id`", "%s%n%x", "%(x)s", ":x", ":'x'", ":\"x\"", "@x", "?", "??", "::text",
        "NULL", "null", "TRUE", "DEFAULT", "CURRENT_USER", "select", "SELECT 1", "pg_catalog.pg_class", "public.victim", "a.b.c.d", "..", ".", "a b", "a\"b", "a.\"b\".c", "1", "-1", "1e5", "0x1f", "1_000", ".5", "--1", "- 1", "+1", "NaN", "Infinity",
        "(", ")", "()", "((((", "[1]", "{1,2}", "{\"a\"}", ",", "a,b", "a, b", "=", "<>", "||", "->>", "?|", "|", "&", "#", "!", "~", "^", "%", "*", "/", "+", "-", "@>", "<@",
        "\\copy victim from '/etc/passwd'", "\\! id", "\\q", "\\.", "COPY victim TO PROGRAM 'id'", "DO $$ BEGIN DROP TABLE victim; END $$", "COMMIT", "ROLLBACK; DROP TABLE victim", "SET TRANSACTION READ WRITE", "RESET ALL", "DISCARD ALL",
        "pg_terminate_backend", "lo_unlink", "dblink", "x\"; DROP TABLE victim; --", "x\" (a) VALUES (1); --", "\"\"; DROP TABLE victim; --", "/*+ SeqScan(t) */", "<script>alert(1)</script>", "../../etc/passwd", "\\\\server\\share",
        new('x', 63), new('x', 64), new('é', 32), new('\'', 1000), new('"', 1000), new('\\', 1001), new('$', 1000), new('(', 5000), new string('x', 200_000) + "'", string.Concat(Enumerable.Repeat("';--\n", 2000)),
    ];

    /// <summary>What opens, then what closes, then a statement.</summary>
    private static IEnumerable<string> Combined() =>
        from open in (string[])["x", "'", "\"", "$$", "$a$", "/*", "--", "\\"]
        from close in (string[])["'", "\"", "$$", "*/", "\n", ")"]
        select $"{open}{close}; DROP TABLE victim; --";
}
