using SomaBrain.Runbooks.Cli.Errors;
using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views.Ending;

/// <summary>What operators know of an error.</summary>
public static class KnownErrorText
{
    private const int Margin = 11;

    public static void Write(ErrorEntry entry, Channel to)
    {
        to.Line(new Line().Add(OneLine.Of(entry.Name), Ink.Strong).Add(entry.SqlState is { } state ? $"  SQLSTATE {state}" : "", Ink.Dim));
        Part("cause", entry.Cause, to);
        Part("solution", entry.MayPass ? $"{entry.Solution} The same may succeed when it is tried again." : entry.Solution, to);
        if (entry.Playbook is { } playbook)
        {
            Part("playbook", $"runbook run {playbook}", to);
        }
    }

    private static void Part(string name, string text, Channel to)
    {
        foreach (var (line, i) in OneLine.Wrap(text, Math.Max(20, to.Width - Margin - 1)).Select((line, i) => (line, i)))
        {
            to.Line(new Line().Add(i == 0 ? $"  {name}" : "", Ink.Dim).PadTo(Margin).Add(line));
        }
    }
}
