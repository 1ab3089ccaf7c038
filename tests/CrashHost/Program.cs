using System.Globalization;
using CrashHost;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling;

// The program's own sessions over a journal that breaks at a chosen line:
// `CrashHost BREAK LINE run PLAYBOOK TARGET` or `CrashHost BREAK LINE resume RUN [STEP=RESOLUTION…]`.
var breaks = Enum.Parse<Break>(args[0]);
var line = int.Parse(args[1], CultureInfo.InvariantCulture);
Func<IJournalLog, IJournalLog> through = log => new BreakingLog(log, line, breaks);
return args[2] == "run"
    ? await LiveSession.RunAsync(new RunRequest(args[3], [], [args[4]], null, Yes: true, "killed", NoColor: true), RunFormat.Text, Loudness.Normal, through)
    : await ResumeSession.RunAsync(
        new ResumeRequest(args[3], Yes: true, [], "killed", RunFormat.Text, NoColor: true, Loudness.Normal) { Resolve = [.. args[4..].Select(Resolving.Read)], Reason = "the test looked" }, through);
