using System.CommandLine;
using SomaBrain.Runbooks.Cli.Drilling;
using SomaBrain.Runbooks.Cli.Drilling.Reports;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook drill FILE…`: builds systems, breaks them, runs playbooks for real, and says what came of it.</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("drill") { HelpName = "drill", Description = "Drills, playbooks that have drills beside them, or folders that hold some", Arity = ArgumentArity.OneOrMore };
        var version = new Option<int?>("--version") { Description = "Major version of PostgreSQL; by default 15, else the newest there is" };
        var format = RunOptions.Format("What is printed", [.. DrillReport.Formats]);
        var output = new Option<string?>("--out") { Description = "Writes the report into this file" };
        var keep = new Option<bool>("--keep") { Description = "Keeps journals and logs of drills that failed, and says where" };
        var prove = new Option<bool>("--prove") { Description = "Shows that each drill fails when its playbook, or a step of it, is taken out" };
        var record = new Option<string?>("--record") { Description = "Notes in this file, such as playbooks/drills.json, which playbooks passed; `list` and `lint` read it" };
        var stale = new Option<bool>("--stale") { Description = "Leaves out playbooks that were drilled, or with --prove proven, as they are now" };
        var noColor = RunOptions.NoColor();
        var command = new Command("drill", "Drills playbooks on systems that it builds and breaks") { files, version, format, output, keep, prove, record, stale, noColor };
        command.SetAction((parsed, _) => DrillsSession.RunAsync(new(
            parsed.GetRequiredValue(files),
            parsed.GetValue(version),
            parsed.GetValue(format)!,
            parsed.GetValue(output),
            parsed.GetValue(keep),
            parsed.GetValue(prove),
            parsed.GetValue(noColor))
        {
            Record = parsed.GetValue(record),
            Stale = parsed.GetValue(stale),
        }));
        return command;
    }
}
