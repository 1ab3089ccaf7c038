using System.Text;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Secret;
using SomaBrain.Runbooks.Steps.Sql.Scram;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>The verifier of a password, made here, against psql and a real server.</summary>
public sealed class Passwords(ScratchFixture scratch)
{
    private const string Set = "- { id: make, sql: \"ALTER ROLE {{ params.role | ident }} PASSWORD {{ params.pw | scram }}\" }";

    private static readonly SecretOrigins Origins = new(_ => (null, null), System.Security.Cryptography.RandomNumberGenerator.GetBytes);

    [Fact]
    public void The_verifier_is_that_of_the_standard() => // RFC 7677's password and salt; the keys as PostgreSQL computes them
        Assert.Equal(
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
            ScramVerifier.Of("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ==")));

    [Theory]
    [InlineData("simple", "hunter22", "hunter22")]
    [InlineData("quotes", "it's \"q\" \\ $1 {{ x }}", "it's \"q\" \\ $1 {{ x }}")]
    [InlineData("accents", "pässwörd", "pässwörd")]
    [InlineData("decomposed", "pa\u0308sswo\u0308rd", "p\u00e4ssw\u00f6rd")]
    [InlineData("ligature", "\ufb01x \u2168", "fix IX")]
    [InlineData("halfwidth", "\uff8a\uff9f\uff7d\uff9c\uff70\uff84\uff9e", "\u30d1\u30b9\u30ef\u30fc\u30c9")]
    [InlineData("hangul", "\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("softhyphen", "I\u00adX\u00a0y", "IX y")]
    [InlineData("hebrew", "\u05e1\u05d9\u05e1\u05de\u05d4", "\u05e1\u05d9\u05e1\u05de\u05d4")]
    [InlineData("mixed", "\u05e1a\ufb01", "\u05e1a\ufb01")]
    [InlineData("prohibited", "a\u0007\ufb01", "a\u0007\ufb01")]
    [InlineData("emoji", "👍 \ufb01", "👍 \ufb01")]
    public async Task A_password_that_was_set_logs_in(string name, string password, string typed)
    {
        var role = await RoleAsync(name);
        await using var play = Play(role, password);

        Assert.Equal(ExitCode.Done, (await play.RunAsync(Playbook(Set))).ExitCode);

        Assert.Equal("in", Login(role, password));
        Assert.Equal("in", Login(role, typed));
        Assert.NotEqual("in", Login(role, $"{password}x"));
    }

    [Fact]
    public async Task Neither_password_nor_verifier_is_shown_anywhere()
    {
        var role = await RoleAsync("shown");
        await using var play = Play(role, "hunter22");

        var end = await play.RunAsync(Playbook($"{Set}\n- {{ id: bad, sql: \"DO 'BEGIN RAISE EXCEPTION ''%'', (SELECT rolpassword FROM pg_authid WHERE rolname = ''{role}''); END'\" }}"));

        var (_, description) = play.Trace.Descriptions[0];
        Assert.Equal($"ALTER ROLE \"{role}\" PASSWORD <scram of params.pw>", description.Text);
        var verifier = await scratch.Cluster.Primary.ScalarAsync($"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'");
        var all = string.Join('\n', play.Journal.Events.Select(one => one.Event is JournalEvent.StepIntent { Rendered: { } rendered } ? $"{one.Event} {rendered.Text}" : one.Event.ToString()).Concat(end.Problems.Select(problem => problem.Message)));
        Assert.StartsWith("SCRAM-SHA-256$4096:", verifier, StringComparison.Ordinal);
        Assert.DoesNotContain(verifier, all, StringComparison.Ordinal);
        Assert.Contains("***", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_dry_run_an_unknown_secret_is_shown_as_what_it_will_be()
    {
        await using var play = new SqlPlay(KindsNowhere) { IsDryRun = true, Origins = new(_ => (null, null), _ => throw new InvalidOperationException()) };

        await play.StepsAsync("- { id: pw, secret: \"generate:32\" }\n- { id: set, sql: \"ALTER ROLE app PASSWORD {{ steps.pw.value | scram }}\" }");

        Assert.Equal("ALTER ROLE app PASSWORD <scram of steps.pw>", play.Trace.Descriptions.Single(one => one.Step == "set").Description.Text);
    }

    [Theory]
    [InlineData("(run.id == 'x' ? 7 : 'x')")]
    [InlineData("(run.id == 'x' ? 'x' : 7)")]
    public async Task Only_a_secret_has_a_verifier(string value)
    {
        await using var play = new SqlPlay(KindsNowhere) { Origins = Origins };

        Assert.Equal("RB315", (await play.StepsAsync($"- sql: \"ALTER ROLE app PASSWORD {{{{ {value} | scram }}}}\"")).Problems[0].Code);
    }

    [Fact]
    public async Task Every_character_is_prepared_as_PostgreSQL_normalizes_it()
    {
        var asked = Enumerable.Range(0xA0, 0x30000 - 0xA0).Where(code => code is < 0xD800 or > 0xDFFF && Accepted(code)).ToList();
        Assert.InRange(asked.Count, 80_000, 100_000);
        var random = new Random(1);
        var texts = asked.Select(char.ConvertFromUtf32)
            .Concat(Enumerable.Range(0, 5000).Select(_ => string.Concat(Enumerable.Range(0, 6).Select(_ => char.ConvertFromUtf32(random.Next(2) == 0 ? asked[random.Next(asked.Count)] : asked[random.Next(900)])))))
            .ToArray();

        var normalized = await scratch.Cluster.Primary.NormalizedAsync(texts);

        var different = texts.Zip(normalized).Where(pair => !pair.First.EnumerateRunes().Any(Dropped) && SaslPrep.Apply(pair.First) != pair.Second && SaslPrep.Apply(pair.First) != pair.First).ToList();
        Assert.Empty(different.Select(pair => $"{Codes(pair.First)}: {Codes(SaslPrep.Apply(pair.First))}, not {Codes(pair.Second)}").Take(10));
        Assert.InRange(texts.Zip(normalized).Count(pair => SaslPrep.Apply(pair.First) != pair.First && pair.First != pair.Second), 4000, 12_000);
    }

    /// <summary>SASLprep goes on behind it, and makes one letter of the two.</summary>
    private static bool Accepted(int code) => SaslPrep.Apply(char.ConvertFromUtf32(code) + " e\u0301").EndsWith('\u00e9');

    private static bool Dropped(Rune rune) => SaslPrep.Apply($"\u00e9{rune}") is "\u00e9" or "\u00e9 ";

    private static string Codes(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => rune.Value.ToString("X4", System.Globalization.CultureInfo.InvariantCulture)));

    private const string KindsNowhere = "host=/nowhere";

    private static string Playbook(string steps) =>
        $"runbook: 1\ntitle: t\nparams: {{ role: {{ type: identifier, default: x }}, pw: {{ type: secret, from: prompt }} }}\nsteps:\n{steps}";

    private SqlPlay Play(string role, string password)
    {
        var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Origins = Origins };
        play.Parameters["role"] = new Value.Text(role);
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text(password));
        return play;
    }

    /// <summary>A role that needs its password to log in.</summary>
    private async Task<string> RoleAsync(string name)
    {
        var server = scratch.Cluster.Primary;
        var (role, rules) = ($"pw_{name}", Path.Combine(server.DataDirectory, "pg_hba.conf"));
        await server.ExecuteAsync($"CREATE ROLE {role} LOGIN", "postgres", "postgres", CancellationToken.None);
        lock (Origins)
        {
            File.WriteAllText(rules, $"local all {role} scram-sha-256\n{File.ReadAllText(rules)}");
        }

        await server.ExecuteAsync("SELECT pg_reload_conf()", "postgres", "postgres", CancellationToken.None);
        while (Login(role, "") == "in")
        {
            await Task.Delay(20); // until it is loaded
        }

        return role;
    }

    private string Login(string role, string password)
    {
        var server = scratch.Cluster.Primary;
        var (code, output, error) = Programs.Run(
            Path.Combine("/usr/lib/postgresql/15/bin", "psql"),
            ["-XAtc", "SELECT 'in'", "-h", server.Host, "-p", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", role, "-d", "postgres", "-w"],
            new Dictionary<string, string> { ["PGPASSWORD"] = password, ["PGCLIENTENCODING"] = "UTF8", ["LC_ALL"] = "C.UTF-8", ["PATH"] = "/usr/bin:/bin" });
        return code == 0 ? output.Trim() : error;
    }
}
