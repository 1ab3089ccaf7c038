using System.Globalization;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>The words of a report, the same in each of its forms.</summary>
public static class ReportWords
{
    /// <summary>A value; a secret by its name, a text that holds one masked.</summary>
    public static string Of(Value value) => value switch
    {
        Value.Secret { Masked: { } masked } => masked,
        Value.Secret secret => $"(secret {secret.Name})",
        Value.Boolean yes => yes.Is ? "yes" : "no",
        _ => ValueText.Of(value),
    };

    public static string Of(RunParameter parameter) =>
        parameter.Value is Value.Secret ? $"(secret from {parameter.Source ?? "an unknown source"})" : ValueText.Of(parameter.Value);

    public static string Changed(Changed changed) => changed switch
    {
        Journaling.Events.Changed.Yes => "changed",
        Journaling.Events.Changed.Undone => "changed, and undone completely",
        Journaling.Events.Changed.Unknown => "unknown whether anything changed",
        _ => "nothing changed",
    };

    /// <summary>`2026-11-22 16:40:12 UTC`</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>`16:40:12`</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>`RB430 …`, with the SQLSTATE where the message does not say it.</summary>
    public static string Of(Failure failure) =>
        $"{failure.Code} {failure.Message}{(failure.SqlState is { } state && !failure.Message.Contains(state, StringComparison.Ordinal) ? $" [{state}]" : "")}";

    /// <summary>`somabrain on PostgreSQL 15.18, primary, timeline 1`</summary>
    public static string Of(JournalEvent.TargetConnected server) => string.Create(
        CultureInfo.InvariantCulture,
        $"{server.Database} as {server.User}, PostgreSQL {server.Version / 10000}.{server.Version % 10000}, {(server.Standby ? "standby" : "primary")}, timeline {server.Timeline}, system {server.System}{(server.Address is null ? "" : $", at {server.Address}")}");

    public static string Of(ReportGap gap) => gap.IsPause ? "no process was at work: the run waited" : "no step was at work";
}
