using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps;

/// <summary>Whether a step can work on its target.</summary>
/// <param name="Problem">Why it cannot; null when it can.</param>
/// <param name="Until">In a dry run: what will tell where the target is; null when that is known.</param>
public readonly record struct Reach(Diagnostic? Problem, string? Until);
