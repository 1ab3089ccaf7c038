namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>
/// Texts that would end, change or begin something if they were ever part of it: a statement, a command, a template, a playbook, a
/// terminal's screen. Half a character and NUL, which every hole refuses, are not among them.
/// </summary>
internal static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } = [.. Written().Concat(Further()).Concat(Combined()).Distinct(StringComparer.Ordinal)];

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

    private static IEnumerable<string> Further() =>
    [
        // SQL
        "'/**/OR/**/1=1/**/--", "1'; EXEC('DR'||'OP TABLE victim'); --", "';SELECT pg_read_file('/etc/passwd');--", "'; ALTER ROLE postgres PASSWORD 'x'; --", "%' OR '%'='", "_%", "\\%", "' ESCAPE '",
        "CAST('x' AS int)", "'::int", "'::text::name", "$$||$$", "$_$;$_$", "$a$$a$", "$é$x$é$", "$1$", "$1::text", "($1)", "U&'\\+000027'", "U&'x' UESCAPE '!'", "E'\\047'", "'\\'", "x'--\n'", "N'", "n''", "b''",
        "\"a\"\"b\"", "\"\"\"\"", "a\"; --", "schema.\"ta.ble\"", "\".\"", "a..b", ".a", "a.", "a.b.c", "A.B", "pg_temp.x", "information_schema.tables", "current_setting('x')", "xmlparse(document '<a/>')",
        "BEGIN; --", "END", "ABORT", "SAVEPOINT x", "LISTEN x", "NOTIFY x, 'y'", "VACUUM", "PREPARE TRANSACTION 'x'", "EXPLAIN ANALYZE DELETE FROM victim", "WITH x AS (DELETE FROM victim RETURNING *) SELECT * FROM x", "TABLE victim", "VALUES (1)",
        // shells
        "; id", "| id", "|| id", "& id", "&& id", "> /tmp/x", ">> /tmp/x", "< /etc/passwd", "<<EOF", "<<< x", "2>&1", "$(id)\n", "`id`;", "$((1+1))", "${IFS}id", "$IFS$9id", "${x:-$(id)}", "$@", "$*", "$#", "$?", "$$x", "$!", "!!", "!x", "^a^b",
        "*.txt", "?", "[a-z]*", "{a,b}", "{1..9}", "~", "~root", "a b  c", " a ", "\ta\t", "'; id; '", "\"; id; \"", "\\$(id)", "\\\n", "a\\\nb", "#", "# x", "a#b", "alias ls=id", "function x { id; }", "() { :; }; id", "x=1 id", "eval id", "exec id", "\u0003", "\u0004", "\u001a",
        // options
        "-", "--", "-rf", "-rf /", "--help", "--version", "-o/etc/x", "--output=/etc/x", "-e", "-c", "-c id", "-\n", "- -", "—x", "–x", "−1", "@file", "+x", "/?", "-@/etc/passwd", "--config=/dev/stdin", "-oProxyCommand=id",
        // templates
        "{{", "{{ ", " }}", "{{{", "}}}", "{{}}", "{{-", "-}}", "{{~ x ~}}", "{{ include 'x' }}", "{{ for x in [1] }}a{{ end }}", "{{ func x; ret 1; end }}", "{{ x = 1 }}", "{{ '}}' }}", "{{ \"", "{%{ x }%}", "}%}", "{%{", "{{ date.now }}", "{{ object.eval '1' }}",
        "{{ params.password }}", "{{ steps.it.value }}", "{{ x | ident }}", "{{ x | raw }}", "{{ 1 / 0 }}", "${{ x }}", "#{x}", "<%= x %>", "{# x #}", "{0}", "{0:x}", "{", "}", "%{x}", "%1$s", "%5000d", "%hhn", "%", "%%", "%00", "\\{\\{", "[[ x ]]", "@{x}", "$[x]", "=1+1", "=cmd|'/c calc'!A1", "+1", "@SUM(1)",
        // YAML and JSON
        "- a", "a: b", "a:", ": a", "? a", "!x", "!!str x", "&a", "*a", "<<: *a", "# x: y", "| x", "> x", "---", "...", "%YAML 1.2", "[a", "{a: b", "'a", "\"a", "yes", "no", "off", "~x", "0755", "0x10", "1:30", "2026-11-22", ".inf", ".nan", "true", "\\x41", "\"\\u0041\"", "{\"a\":1}", "null\n", "\u0027",
        // terminals and documents
        "\u001b[2J", "\u001b[1;31m", "\u001b]8;;http://x\u001b\\x", "\u001b[?1049h", "\u001bP", "\u009b31m", "\b\b\b", "a\rb", "a\r\n", "\u000b", "\u000c", "\u0007", "\u000e", "\u0090", "`x`", "**x**", "[x](javascript:x)", "![x](http://x)", "<img src=x>", "</td>", "&lt;", "&#39;", "::error::x", "##[error]x", "%0A",
        // paths
        "..", "../..", "../../../../etc/passwd\n", "/etc/passwd", "/dev/stdin", "/proc/self/environ", "~/.pgpass", "file:///etc/passwd", "C:\\x", "\\\\?\\C:\\x", "..\\..", "a/../b", "a//b", "./-rf", "http://x@y/", "postgres://u:p@h/d", "host=x user=y", "host='x\\'", "CON", "aux.txt",
        // Unicode
        "\u202a", "\u202b", "\u202c", "\u202d", "\u2066", "\u2067", "\u2068", "\u2069", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u00ad", "\u034f", "\u061c", "\u115f", "\u3164", "\ufe0f", "\ufff9", "\ufffe", "\ud7ff", "\ue000x", "\uf8ff",
        "a\u0300\u0301\u0302\u0303\u0304", "Z\u0351\u0489", "Å", "A\u030a", "\u212b", "ﬁ", "ß", "İ", "ı", "ſ", "K", "ǆ", "１２３", "٣", "Ⅷ", "①", "½", "∞", "ª", "٪", "。", "，", "／", "＼", "‘", "“x”", "«x»", "‹x›", "„x“", "′", "″", "´", "`´", "\u2018; DROP TABLE victim; --",
        "👍🏽", "🇩🇪", "👨‍👩‍👧", "❤️", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\U0001f600\u0301", "\U000e0041", "\U000f0000", "𝟏", "𝒳", "𐍈", "हिन्दी", "ไทย", "한국어", "\u1112\u1161\u11ab", "日本語", "العربية", "\u0645\u064e\u0651", "ꙮ", "﷽",
        new(' ', 100), new('\n', 100), new('\t', 50), new('-', 100), new('{', 1001), new('}', 1001), new('`', 999), new('*', 999), new('\u0301', 500), string.Concat(Enumerable.Repeat("👍", 500)), string.Concat(Enumerable.Repeat("\r\n", 500)), string.Concat(Enumerable.Repeat("{{ x }}", 500)), string.Concat(Enumerable.Repeat("$(id)", 500)),
    ];

    /// <summary>What opens, then what closes, then a statement.</summary>
    private static IEnumerable<string> Combined() =>
        from open in (string[])["x", "'", "\"", "$$", "$a$", "/*", "--", "\\"]
        from close in (string[])["'", "\"", "$$", "*/", "\n", ")"]
        select $"{open}{close}; DROP TABLE victim; --";
}
