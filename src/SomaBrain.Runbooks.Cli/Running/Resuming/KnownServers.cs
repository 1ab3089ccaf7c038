using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Facts;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>Which servers a run was on, from its journal: an address or an entry of the targets file may lead to another one by now.</summary>
internal static class KnownServers
{
    /// <summary>What holds of a target since the run began.</summary>
    public static IEnumerable<TargetRequirement> Of(IReadOnlyList<JournalEvent> events, string target)
    {
        if (events.OfType<JournalEvent.RunOpened>().SelectMany(opened => opened.Targets).FirstOrDefault(one => one.Name == target) is { Database: { } database })
        {
            yield return new(target, Database: database);
        }

        if (events.OfType<JournalEvent.TargetConnected>().FirstOrDefault(connected => connected.Target == target && connected.System.Length > 0) is { System: var system })
        {
            yield return new(target) { System = system };
        }
    }

    /// <summary>Where a target was when it answered last; null when nobody wrote it down.</summary>
    public static string? AddressOf(IReadOnlyList<JournalEvent> events, string target) =>
        events.OfType<JournalEvent.TargetConnected>().LastOrDefault(connected => connected.Target == target)?.Address;

    /// <summary>Why a target is not the one any more; null when it is, or does not let us in now.</summary>
    /// <param name="target">With what held of it before.</param>
    /// <param name="before">Where it was.</param>
    /// <param name="say">Told of another address: a copy of the server has its system identifier, too.</param>
    /// <param name="ct">Ctrl-C.</param>
    public static async Task<Diagnostic?> CheckAsync(SessionTarget target, string? before, Action<string> say, CancellationToken ct)
    {
        var database = target.Settings.Database;
        var known = target.Requirements.Select(requirement => requirement with { Role = ServerRole.Any, Version = null, Span = null }).ToList();
        if (known.Find(requirement => requirement.Database is { } before && before != database) is { Database: { } expected })
        {
            return Problems.WrongDatabase(null, target.Name, target.Settings.Servers[0].ToString(), database, expected);
        }

        try
        {
            if (!known.Exists(requirement => requirement.System is not null) || await ServerConnector.OpenAsync(target.Settings, ct) is not ConnectOutcome.Opened { Connection: var connection })
            {
                return null;
            }

            await using (connection)
            {
                if (connection.Address.ToString() is var now && before is not null && before != now)
                {
                    say($"target {target.Name} is {now} now, and was {before}: a server with the same system identifier");
                }

                return known.SelectMany(requirement => requirement.Check(connection.Facts, connection.Address.ToString())).FirstOrDefault();
            }
        }
        catch (OperationCanceledException)
        {
            return Problems.StoppedBeforeStart();
        }
    }
}
