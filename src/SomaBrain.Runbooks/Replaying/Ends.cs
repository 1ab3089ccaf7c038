using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>How steps end, in words that can stand side by side.</summary>
internal static class Ends
{
    public static string Of(StepStatus status, Failure? failure) =>
        failure is null ? Words.StepStatuses.Word(status) : $"{Words.StepStatuses.Word(status)}: {failure.Code} {failure.Message}";

    public static string Arm(string arm) => arm.Length == 0 ? "no arm" : $"arm {arm}";

    /// <summary>By what would be sent, not by where it stands.</summary>
    public static string Undo(ImmutableArray<KeptStep> steps) => string.Join('\n', steps.Select(step =>
        $"{step.StepKind}{(step.Target is null ? "" : $" on {step.Target}")} {step.Rendered?.Text ?? step.Rendered?.Sha256}{string.Concat((step.Rendered?.Values ?? []).Select((value, i) => $", ${i + 1} = {ComparedText.Of(value)}"))}"));
}
