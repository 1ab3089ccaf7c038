namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

internal enum DrillStatus
{
    Passed,
    Failed,

    /// <summary>This machine cannot build its system; nothing is known of the playbook.</summary>
    Skipped,
}
