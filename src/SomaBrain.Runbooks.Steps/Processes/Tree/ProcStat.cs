using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Processes.Tree;

/// <summary>One line of `/proc/PID/stat`, which everybody may read.</summary>
internal sealed record ProcStat(int Pid, string Name, char State, int Parent, int Group, int Session, long StartTicks)
{
    internal bool IsZombie => State is 'Z' or 'X';

    /// <summary>Null when there is no such process, or no `/proc`.</summary>
    internal static ProcStat? Read(int pid) =>
        ProcFile.Read(pid, "stat") is { Length: > 0 } bytes ? Parse(pid, Encoding.UTF8.GetString(bytes)) : null;

    /// <summary>The name stands in parentheses and may hold any character, so the fields are counted from its last one.</summary>
    private static ProcStat? Parse(int pid, string line)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var close = line.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        var fields = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 ? null : new(
            pid,
            line[(open + 1)..close],
            fields[0][0],
            Number(fields[1]),
            Number(fields[2]),
            Number(fields[3]),
            long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
