using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>Reads `journal` of the targets file. Paths are from the file's folder.</summary>
internal sealed class JournalSettingsReader(string file, ImmutableArray<ServerEntry> servers, DiagnosticBag problems)
{
    public JournalSettings Read(MappingReader? journal)
    {
        if (journal is null)
        {
            return JournalSettings.None;
        }

        var settings = new JournalSettings([.. (journal.List("anchors")?.Items ?? []).Select(Anchor).OfType<AnchorPlace>()])
        {
            AnchorRequired = journal.Boolean("anchor_required") ?? false,
            Seal = journal.String("seal") is { } seal ? Full(seal) : null,
            Signers = journal.String("signers") is { } signers ? Full(signers) : null,
        };
        if (settings is { Seal: not null, Signers: null } && journal.Entry("seal") is { } entry)
        {
            problems.Add(Problems.SealWithoutSigners(entry.Key.Span));
        }

        journal.Finish();
        return settings;
    }

    private AnchorPlace? Anchor(YamlNode node)
    {
        if (MappingReader.Of(node, problems, "an anchor") is not { } anchor)
        {
            return null;
        }

        var path = anchor.Text("file");
        var (server, reader) = (anchor.Text("server"), anchor.Text("verify_as"));
        anchor.Finish();
        if (path is null == server is null || (path is not null && reader is not null))
        {
            problems.Add(Problems.AnchorPlaceUnclear(node.Span));
            return null;
        }

        return path is not null ? new AnchorPlace.File(Full(path.Content))
            : Server(server!) is { } writer && (reader is null ? writer : Server(reader)) is { } asker ? new AnchorPlace.Server(writer, asker)
            : null;
    }

    private ServerEntry? Server(MappedText name)
    {
        var found = servers.FirstOrDefault(one => one.Name == name.Content);
        if (found is null)
        {
            problems.Add(Problems.AnchorServerUnknown(name.Whole, name.Content, [.. servers.Select(one => one.Name)]));
        }

        return found;
    }

    private string Full(string path) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file) ?? "", path));
}
