namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>The step at work.</summary>
/// <param name="Line">Without an end yet; of the loop, when it stands in one.</param>
/// <param name="Since">A time stamp of the views' clock.</param>
/// <param name="Attempt">From 1.</param>
public sealed record RunningStep(StepLine Line, long Since, int Attempt);
