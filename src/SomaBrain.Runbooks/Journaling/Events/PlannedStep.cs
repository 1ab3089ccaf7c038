namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>A step that may change something.</summary>
public sealed record PlannedStep(string Step, string? Id, string StepKind, string Effect, string? Title);
