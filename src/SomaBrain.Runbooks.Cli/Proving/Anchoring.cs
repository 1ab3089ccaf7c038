using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Targets.Binding;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>What proves the journals of a folder of playbooks beside the site log.</summary>
/// <param name="Anchors">In the order of the targets file.</param>
/// <param name="Passwords">Of their servers.</param>
public sealed record Anchoring(ImmutableArray<IAnchor> Anchors, JournalSettings Settings, ImmutableArray<string> Passwords)
{
    public static readonly Anchoring None = new([], JournalSettings.None, []);

    /// <summary>These anchors, and those that a journal says it was given to.</summary>
    public ImmutableArray<IAnchor> With(JournalEvent.RunOpened? opened) =>
        [.. Anchors, .. (opened?.Anchors ?? []).Where(name => Anchors.All(anchor => anchor.Name != name)).Select(AnchorAnswer.Named)];

    /// <summary>Null after an error.</summary>
    public static Anchoring? Of(TargetsFile? file, IHostEnvironment host, DiagnosticBag problems)
    {
        if (file is null)
        {
            return None;
        }

        var binding = new TargetBinding(host, file);
        var known = new Dictionary<string, ConnectionSettings?>(StringComparer.Ordinal);
        var anchors = file.Journal.Anchors.Select(place => place switch
        {
            AnchorPlace.File one => new FileAnchor(one.Name, one.Path),
            AnchorPlace.Server one => Connect(one.Writer) is { } writer && Connect(one.Reader) is { } reader ? new TableAnchor(one.Name, writer, reader) : null,
            _ => (IAnchor?)null,
        }).OfType<IAnchor>().ToImmutableArray();
        return anchors.Length < file.Journal.Anchors.Length ? null
            : new(anchors, file.Journal, [.. known.Values.SelectMany(settings => settings!.Servers).Select(server => server.Password?.Inner).OfType<Value.Text>().Select(text => text.Content)]);

        ConnectionSettings? Connect(ServerEntry entry) =>
            known.TryGetValue(entry.Name, out var settings) ? settings : known[entry.Name] = binding.Settings(entry, problems);
    }
}
