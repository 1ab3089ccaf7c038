using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>Replaces what differs between two equal runs, so that the rest can be compared to the byte.</summary>
public sealed partial class Scrubber
{
    private readonly ImmutableArray<Func<string, string>> _steps;

    private Scrubber(ImmutableArray<Func<string, string>> steps) => _steps = steps;

    /// <summary>Times, durations, digests, run ids and the place of the sources.</summary>
    public static Scrubber Usual { get; } = new Scrubber([])
        .Text(Repository.Root, "{repository}")
        .Pattern(Digest(), "{sha256}")
        .Pattern(RunId(), "{run}")
        .Pattern(Time(), "{time}")
        .Pattern(Duration(), "{duration}");

    /// <summary>Every number too, with its unit, and so the width of columns: for documents, whose examples were printed on another day.</summary>
    public static Scrubber Printed { get; } = Usual
        .Pattern(Size(), "{size}")
        .Pattern(Number(), "{n}")
        .Pattern(Blanks(), " ");

    public static Scrubber Nothing { get; } = new([]);

    public Scrubber Text(string found, string shown) => new(_steps.Insert(0, text => text.Replace(found, shown, StringComparison.Ordinal)));

    public Scrubber Folder(TempFolder folder, string shown = "{temp}") => Text(folder.Path, shown);

    public Scrubber Pattern(Regex found, string shown) => new(_steps.Add(text => found.Replace(text, shown)));

    public string Apply(string text) => _steps.Aggregate(text, (current, step) => step(current));

    [GeneratedRegex("""\b(sha256:)?[0-9a-f]{64}\b""")]
    private static partial Regex Digest();

    [GeneratedRegex("""\b\d{8}[T-]?\d{6}Z?-[0-9a-z]{4,16}\b""")]
    private static partial Regex RunId();

    [GeneratedRegex("""\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?|\b)""")]
    private static partial Regex Time();

    [GeneratedRegex("""\b(\d+h \d{2}m|\d+m \d{2}s|\d+(\.\d+)? ?(µs|ms|s))\b""")]
    private static partial Regex Duration();

    [GeneratedRegex("""\b\d+(\.\d+)? (B|KiB|MiB|GiB)\b""")]
    private static partial Regex Size();

    [GeneratedRegex("""\d+(\.\d+)?""")]
    private static partial Regex Number();

    [GeneratedRegex(""" {2,}""")]
    private static partial Regex Blanks();
}
