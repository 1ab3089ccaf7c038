using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Model;

/// <summary>Where a secret comes from; closed. Only its text is ever shown or kept.</summary>
public abstract record SecretSource
{
    private SecretSource(string written) => Written = written;

    /// <summary>As the playbook says it.</summary>
    public string Written { get; }

    /// <summary>Whether asking for it is no effect: a variable or a file can be read by a dry run, a command cannot.</summary>
    public bool IsOnlyRead => this is Variable or File;

    /// <summary>What of it may have holes: the name, the path, each argument.</summary>
    public abstract ImmutableArray<string> Parts { get; }

    /// <summary>The same with its holes filled.</summary>
    /// <param name="parts">One for each of <see cref="Parts"/>.</param>
    public abstract SecretSource With(ImmutableArray<string> parts);

    /// <summary>Null when the text names no source.</summary>
    public static SecretSource? Parse(string text) => text.Split(':', 2) switch
    {
        ["prompt"] => new Prompt(),
        ["env", { Length: > 0 } name] when !name.Contains('\0', StringComparison.Ordinal) => new Variable(name),
        ["file", { Length: > 0 } path] when !path.Contains('\0', StringComparison.Ordinal) => new File(path),
        ["command", var list] when ReadList(list) is { IsEmpty: false } arguments => new Command(text, arguments),
        ["generate", [not '0', ..] count] when int.TryParse(count, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length)
            && length is >= Generated.Shortest and <= Generated.Longest => new Generated(length),
        _ => null,
    };

    private static ImmutableArray<string> ReadList(string list)
    {
        var problems = new DiagnosticBag();
        return YamlLoader.Load(new Source("command", list.Trim()), problems) is YamlNode.Sequence sequence
            && sequence.Items.All(item => item is YamlNode.Scalar { IsNothing: false }) && !problems.HasErrors
                ? [.. sequence.Items.OfType<YamlNode.Scalar>().Select(item => item.Text.Content)]
                : [];
    }

    /// <summary>`env:NAME`.</summary>
    public sealed record Variable(string Name) : SecretSource($"env:{Name}")
    {
        public override ImmutableArray<string> Parts => [Name];

        public override SecretSource With(ImmutableArray<string> parts) => new Variable(parts[0]);
    }

    /// <summary>`file:PATH`: mode 0600 or stricter.</summary>
    public sealed record File(string Path) : SecretSource($"file:{Path}")
    {
        public override ImmutableArray<string> Parts => [Path];

        public override SecretSource With(ImmutableArray<string> parts) => new File(parts[0]);
    }

    /// <summary>`command:[argv]`: what it prints, without the line end.</summary>
    public sealed record Command(string Text, ImmutableArray<string> Arguments) : SecretSource(Text)
    {
        public override ImmutableArray<string> Parts => Arguments;

        public override SecretSource With(ImmutableArray<string> parts) => new Command($"command:[{string.Join(", ", parts)}]", parts);
    }

    /// <summary>`prompt`: typed at the terminal, without echo.</summary>
    public sealed record Prompt() : SecretSource("prompt")
    {
        public override ImmutableArray<string> Parts => [];

        public override SecretSource With(ImmutableArray<string> parts) => this;
    }

    /// <summary>`generate:32`: so many characters of the URL-safe alphabet, six random bits each.</summary>
    public sealed record Generated(int Length) : SecretSource($"generate:{Length}")
    {
        public const int Shortest = 16;
        public const int Longest = 1024;

        public override ImmutableArray<string> Parts => [];

        public override SecretSource With(ImmutableArray<string> parts) => this;
    }
}
