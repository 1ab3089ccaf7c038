namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>What a person was asked.</summary>
/// <param name="Step">The path of the step.</param>
/// <param name="Answer">Null while nobody has answered; a secret as its name.</param>
/// <param name="By">The name that they gave.</param>
/// <param name="How">`terminal`, `--yes`, `resume`.</param>
/// <param name="Waited">From the question to the answer.</param>
/// <param name="Approvals">How many people besides the operator were asked for.</param>
public sealed record ReportAnswer(
    string Step, string Question, DateTimeOffset Asked, string? Answer = null, string? By = null, string? How = null, TimeSpan? Waited = null, int Approvals = 0);
