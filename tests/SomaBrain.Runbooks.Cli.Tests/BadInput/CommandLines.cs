using System.Text;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.BadInput;

public sealed class CommandLines
{
    private const string Playbook = """
        runbook: 1
        title: parameters
        params:
          number: { type: integer, min: 1, max: 5, default: 2, help: how many }
          words: { type: list, of: integer, default: [1] }
          mode: { type: enum, values: [fast, slow], default: fast }
          at: { type: timestamp, optional: true }
          name: { type: string }
          password: { type: secret, from: "env:THE_PASSWORD" }
        steps:
          - note: "{{ params.name }}"
        """;

    private static readonly string[] Wrong =
    [
        "", "rnu x.yaml", "--versoin", "run", "run x.yaml y.yaml", "run x.yaml --tragte scratch", "run x.yaml --target", "run x.yaml -p", "run x.yaml name=a",
        "run x.yaml --format xml", "run x.yaml --format jsn", "run x.yaml --format markdown", "run x.yaml --dry-run --format nagios", "run x.yaml -q -v", "run x.yaml --scratch-version new",
        "plan", "plan x.yaml --yes", "lint", "lint x.yaml --format yaml", "verify a b", "show", "resume", "history x", "history --all",
        "history --status faild", "history --since yesterday", "history --limit none", "report", "report last --format pdf", "report last --out",
        "view", "list x", "schema x", "completion", "completion csh", "new x y",
    ];

    private static readonly string[] WrongParameters =
    [
        "", "-p name", "-p =a", "-p nmae=a", "-p name=a -p number=9", "-p name=a -p number=0", "-p name=a -p number=two", "-p name=a -p number=1.5", "-p name=a -p number=007",
        "-p name=a -p number=99999999999999999999", "-p name=a -p words=1,x", "-p name=a -p mode=fats", "-p name=a -p at=2026-11-22", "-p name=a -p name=b",
        $"-p name=a -p password={FaultServer.Password}", "-p name=a",
    ];

    [Fact]
    public void A_wrong_command_line_is_told_in_one_line_and_ends_with_64()
    {
        using var lab = new Lab();
        lab.Folder.Write("x.yaml", Playbook);
        var all = new StringBuilder();
        foreach (var line in Wrong)
        {
            var result = Lab.Checked(lab.Program.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Exits(64);
            Assert.Equal("", result.Output);
            all.Append("$ runbook ").AppendLine(line).Append(result.Errors);
        }

        Approved.Text(all.ToString());
        Assert.False(Directory.Exists(lab.State), "nothing was begun");
    }

    [Fact]
    public void A_wrong_parameter_says_what_is_expected()
    {
        using var lab = new Lab();
        lab.Folder.Write("x.yaml", Playbook);
        var all = new StringBuilder();
        foreach (var line in WrongParameters)
        {
            var result = Lab.Checked(lab.Program.Run(["run", "x.yaml", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Exits(3);
            Assert.Equal("", result.Output);
            all.Append("$ runbook run x.yaml ").AppendLine(line.Replace(FaultServer.Password, "…", StringComparison.Ordinal)).Append(result.Errors);
        }

        Approved.Text(all.ToString());
        Assert.False(Directory.Exists(lab.State), "nothing was begun");
    }

    [Fact]
    public void An_optional_secret_is_left_out_only_where_nothing_is_there()
    {
        using var lab = new Lab();
        lab.Folder.Write("open.txt", "hunter22");
        File.CreateSymbolicLink(lab.Folder["link.txt"], "nowhere");
        (string Source, string Why)[] sources =
        [
            ("env:NO_SUCH_VARIABLE", ""), ("file:none.txt", ""), ("file:none/x.txt", ""), ("file:open.txt", "others may read it"), ("file:link.txt", "which is not there"), ("file:.", "it is a directory"),
            ("env:EMPTY", "the variable is empty"), ("command:[sh, -c, 'exit 3']", "the command ended with exit code 3"), ("command:[no-such-command]", "no-such-command"),
        ];
        foreach (var (source, why) in sources)
        {
            lab.Steps("  - assert: params.a == null", $"effect: read\nparams: {{ a: {{ type: secret, optional: true, from: \"{source}\" }} }}\n");
            var result = Lab.Checked(lab.Program.Environment("EMPTY", "").Run("run", "x.yaml"));
            if (why.Length == 0)
            {
                result.Exits(0);
            }
            else
            {
                result.Exits(3).Says("error[RB154]").Says(why).NeverShows("hunter22");
            }
        }
    }

    [Fact]
    public void All_forms_of_an_option_are_understood()
    {
        using var lab = new Lab().Steps("  - note: \"{{ params.s }}\"", "params: { s: { type: string } }\n");
        foreach (var form in new[] { "-p s=a=b", "-ps=a=b", "-p=s=a=b", "--param s=a=b", "--param=s=a=b" })
        {
            Lab.Checked(lab.Program.Run(["run", "x.yaml", .. form.Split(' '), "--target", "host=/nowhere"])).Exits(0);
            lab.Program.Run("show", "last").Exits(0).Prints("s = a=b");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("resume")]
    [InlineData("abort")]
    [InlineData("lint")]
    [InlineData("verify")]
    [InlineData("show")]
    [InlineData("history")]
    [InlineData("new")]
    [InlineData("view")]
    [InlineData("list")]
    [InlineData("schema")]
    [InlineData("completion")]
    [InlineData("undo")]
    [InlineData("drill")]
    [InlineData("explain")]
    [InlineData("report")]
    [InlineData("replay")]
    [InlineData("test")]
    public void Every_command_has_help(string command)
    {
        using var lab = new Lab();
        var arguments = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var help = lab.Program.Run([.. arguments, "--help"]).Exits(0).Prints("Usage:").Prints("Options:");
        Assert.Equal("", help.Errors);
        Assert.Equal(help.Output, lab.Program.Run([.. arguments, "-h"]).Exits(0).Output);
        Assert.False(Directory.Exists(lab.State), "nothing was begun");
    }

    [Fact]
    public void The_version_is_one_line() => Assert.Single(Runbook.In(new()).Run("--version").Exits(0).Output.TrimEnd().Split('\n'));

    [Theory]
    [InlineData("verify")]
    [InlineData("show")]
    [InlineData("resume")]
    public void A_run_that_is_not_there_is_told(string command)
    {
        using var lab = new Lab();
        Lab.Checked(lab.Program.Run(command, "20261122")).Exits(3).Says("no run `20261122`").Says("`runbook history` lists the runs");
        Lab.Checked(lab.Program.Run(command, "last")).Exits(3).Says("hint: ");
        Lab.Checked(lab.Program.Run(command, "../../etc")).Exits(3);
    }
}
