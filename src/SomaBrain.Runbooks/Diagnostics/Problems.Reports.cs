namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB516–RB519: reports of runs.</content>
public static partial class Problems
{
    public static Diagnostic ReportNotWritten(string path, string why) => Error(
        "RB516", null, $"the report cannot be written to `{path}`: {why}", "name another file, or print it and let the shell write it");

    public static Diagnostic OutputLost(string why) =>
        Error("RB518", null, $"standard output could not be written: {why}", "what stands there is not whole: make room, and ask for it again; a run is on record (`runbook show last`)");

    public static Diagnostic RunUnreadable(string run) => Error(
        "RB517", null, $"the journal of `{run}` does not begin with an opened run", "`runbook verify` tells what is wrong with it");
}
