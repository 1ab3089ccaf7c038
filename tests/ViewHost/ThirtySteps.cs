using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Events;
using static ViewHost.ScriptedRun;

namespace ViewHost;

/// <summary>Thirty steps, some longer than a screen is wide, with warnings and a loop: more lines than a screen has.</summary>
public static class ThirtySteps
{
    public const int Count = 30;
    private const int Loop = 12;

    private static readonly string[] Titles =
    [
        "Look at the server", "Zählt die Sitzungen, 接続数を数える, and says how many there are of each kind on this server", "Fix one cutoff",
        "A title that is so long that it cannot possibly stand on one line of a terminal with eighty columns", "Rows 🚀", "Short",
    ];

    public static void Play(IRunView view, Action<TimeSpan> wait, int scale)
    {
        var run = new ScriptedRun(view, time => wait(time * scale));
        var steps = string.Join('\n', Enumerable.Range(1, Count).Select(_ => "  - note: x"));
        run.Begin(Read($"runbook: 1\ntitle: Thirty steps\neffect: read\nsteps:\n{steps}\n"));
        for (var i = 1; i <= Count; i++)
        {
            var (key, title) = ($"{i}", Titles[i % Titles.Length]);
            if (i == Loop)
            {
                Turns(run, key);
            }
            else if (i % 7 == 0)
            {
                run.Step(key, "metric", $"metric_{i}", title, took: 60, status: StepStatus.Warned, metric: Metric("lag", 12.5m, "s", "warn"),
                    failure: new("RB411", "lag is 12.5 s: warn at `value > 10`", null, "look at the network between the two servers, then at the disk of the standby"));
            }
            else
            {
                run.Step(key, "sql", i % 2 == 0 ? $"step_{i}" : null, title, "SELECT 1", took: 20 + (i % 5 * 40), result: Rows(Row(("n", $"{i}"))));
            }
        }

        view.End(new(0, RunStatus.Done, Changed.None, [], [], null, null), Footer);
    }

    private static void Turns(ScriptedRun run, string key)
    {
        for (var turn = 0; turn < 25; turn++)
        {
            run.Step($"{key}[{turn}]", "sql", "batch", "Move one batch", took: 15, result: Affected(2_145 - turn), effect: "write");
        }
    }
}
