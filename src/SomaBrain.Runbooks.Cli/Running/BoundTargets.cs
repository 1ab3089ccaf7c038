using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.Running.Resuming;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Binding;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The playbook's targets with their servers; owns the scratch clusters among them.</summary>
internal sealed class BoundTargets : IAsyncDisposable
{
    private readonly List<ScratchCluster> _scratch = [];

    public ImmutableArray<SessionTarget> Targets { get; private set; } = [];

    /// <summary>What proves journals, as the same file says that names the servers.</summary>
    public Anchoring Anchoring { get; private init; } = Anchoring.None;

    /// <summary>A run on a server that lives as long as the process cannot be continued later.</summary>
    public bool HasScratch => _scratch.Count > 0;

    public ImmutableArray<RunTarget> ForJournal => [.. Targets.Select(target => new RunTarget(target.Name, target.Binding) { Database = target.Settings.Database })];

    public IEnumerable<string> Passwords => Anchoring.Passwords.Concat(Targets
        .SelectMany(target => target.Settings.Servers)
        .Select(server => server.Password?.Inner)
        .OfType<Value.Text>()
        .SelectMany(text => new[] { text.Content, SqlSessions.InPasswordFile(text.Content) }.Distinct(StringComparer.Ordinal)));

    /// <summary>Whether a password stood in a `--target`: it is written down nowhere.</summary>
    public bool HasGivenPassword => Targets.SelectMany(target => target.Settings.Servers).Any(server => server.Password?.Name.StartsWith("--target ", StringComparison.Ordinal) == true);

    /// <summary>What a reviewer should know of the way to each server that is marked `production`; warnings.</summary>
    public ImmutableArray<Diagnostic> Notes { get; private set; } = [];

    /// <summary>Null when a diagnostic was left.</summary>
    public static async Task<BoundTargets?> BindAsync(
        Playbook playbook, string path, IReadOnlyList<string> arguments, int? scratchVersion, StateDirectory state, DiagnosticBag problems, CancellationToken ct)
    {
        var host = new MachineEnvironment();
        var file = TargetsFileReader.Find(Path.GetFullPath(path), host, problems);
        var bound = problems.HasErrors ? [] : new TargetBinding(host, file).Bind(playbook.Targets, arguments, problems);
        if (scratchVersion is not null && !problems.HasErrors && !bound.OfType<BoundTarget.Scratch>().Any())
        {
            problems.Add(Problems.NoScratch());
        }

        if (problems.HasErrors || Anchoring.Of(file, host, problems) is not { } anchoring)
        {
            return null;
        }

        var targets = new BoundTargets { Anchoring = anchoring, Notes = [.. bound.OfType<BoundTarget.Server>().SelectMany(NotesOf).Distinct()] };
        try
        {
            foreach (var one in bound)
            {
                targets.Targets = targets.Targets.Add(one switch
                {
                    BoundTarget.Server server => new(one.Name, server.Settings, [.. one.Requirements, .. RequirementsOf(playbook, one.Name)], server.Entry?.Name ?? server.Settings.ToUri(), one.Declaration.MayBeDown)
                    {
                        IsLocal = one.Declaration.IsLocal,
                    },
                    BoundTarget.Scratch => await targets.StartAsync(one, RequirementsOf(playbook, one.Name), scratchVersion, state, host, ct),
                    _ => throw new System.Diagnostics.UnreachableException(),
                });
            }
        }
        catch (ScratchFailure failure)
        {
            problems.Add(Problems.ScratchFailed(failure.Message, failure.Hint));
            await targets.DisposeAsync();
            return null;
        }
        catch (OperationCanceledException)
        {
            problems.Add(Problems.StoppedBeforeStart());
            await targets.DisposeAsync();
            return null;
        }

        return targets;
    }

    /// <summary>
    /// From here on each target must be the server and the database that the run had, whatever it is bound to now. One that does not
    /// answer may do so later.
    /// </summary>
    /// <param name="events">Of the run.</param>
    /// <returns>What is another; null when nothing is.</returns>
    public async Task<Diagnostic?> RequireAsync(IReadOnlyList<JournalEvent> events, Action<string> say, CancellationToken ct)
    {
        Targets = [.. Targets.Select(target => target with { Requirements = [.. target.Requirements, .. KnownServers.Of(events, target.Name)] })];
        foreach (var target in Targets.Where(target => !target.IsPrivate))
        {
            if (await KnownServers.CheckAsync(target, KnownServers.AddressOf(events, target.Name), say, ct) is { } another)
            {
                return another;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _scratch)
        {
            await cluster.DisposeAsync();
        }
    }

    private async Task<SessionTarget> StartAsync(BoundTarget target, IEnumerable<TargetRequirement> more, int? version, StateDirectory state, MachineEnvironment host, CancellationToken ct)
    {
        var cluster = await ScratchCluster.StartAsync(new() { StateDirectory = state.Inner, Version = version }, ct);
        _scratch.Add(cluster);
        return new(target.Name, Settings(cluster, host), [.. target.Requirements, .. more], "scratch", target.Declaration.MayBeDown) { IsPrivate = true, IsLocal = target.Declaration.IsLocal };
    }

    private static IEnumerable<Diagnostic> NotesOf(BoundTarget.Server server) => server is { Production: true, Entry: { } entry }
        ? TransportNote.For(server.Settings).Select(note => Problems.UnprotectedProduction(entry.Span, entry.Name, note.Text))
        : [];

    /// <summary>What the playbooks that are called demand of it.</summary>
    private static IEnumerable<TargetRequirement> RequirementsOf(Playbook playbook, string target) =>
        from callee in playbook.Callees
        from declared in callee.Targets
        where callee.BoundTargets![declared.Name] == target
        select TargetRequirement.Of(declared with { Name = target });

    private static ConnectionSettings Settings(ScratchCluster cluster, MachineEnvironment host)
    {
        var problems = new DiagnosticBag();
        var options = ConnectionString.Parse(cluster.ConnectionString, new("scratch"), problems);
        return options is null ? throw new System.Diagnostics.UnreachableException() : new LibpqRules(host).Complete(options, problems)!;
    }
}
