using SomaBrain.Runbooks.Cli.Views.Monitoring;
using SomaBrain.Runbooks.Cli.Views.Terminal;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>Chooses how a run is shown: by the format asked for, and by what the outputs are.</summary>
public static class RunViews
{
    private static readonly Lazy<Stream> Output = new(Console.OpenStandardOutput);
    private static readonly Lazy<Stream> Error = new(Console.OpenStandardError);

    public static IRunView For(RunFormat format, bool noColour, Loudness loudness, TimeProvider time) => format switch
    {
        RunFormat.Json => new JsonView(Results(noColour), Progress(noColour)),
        RunFormat.Nagios => new NagiosView(Results(true)),
        RunFormat.Prometheus => new PrometheusView(Results(true), Progress(noColour)),
        _ when loudness == Loudness.Quiet || !IsLive => new PlainView(Progress(noColour), Results(noColour), loudness, time),
        _ => new TreeView(Progress(noColour), Results(noColour), Glyphs.For(Environment.GetEnvironmentVariable), time, loudness),
    };

    /// <summary>Why standard output, a file or a pipe, is not whole; null when all was written, or nobody reads it any more.</summary>
    public static Exception? Lost { get; private set; }

    /// <summary>Standard output: what other programs read.</summary>
    public static Channel Results(bool noColour) => Console.IsOutputRedirected
        ? Channel.Plain(Output.Value, why => Lost ??= why)
        : new(Output.Value, Colours(noColour), () => TerminalWidth.Of(1));

    /// <summary>Standard error: progress and diagnostics.</summary>
    public static Channel Progress(bool noColour) => Console.IsErrorRedirected
        ? Channel.Plain(Error.Value)
        : new(Error.Value, Colours(noColour), () => TerminalWidth.Of(2));

    private static bool IsLive => !Console.IsErrorRedirected && !IsDumb;

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    /// <summary>https://no-color.org: any value but an empty one.</summary>
    private static Paint Colours(bool no) => new(!no && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
}
