using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Planning;

/// <summary>What decides, beside what a step sends, how often it does and what it refuses: in words for whoever approves it.</summary>
internal static class StepTerms
{
    /// <param name="scope">What its holes speak of, as far as that is known.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Of(Step step, IScope? scope)
    {
        var header = step.Header;
        var terms = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, value) in step.Terms)
        {
            terms.Add(new(name, Text(value, scope)));
        }

        if (header.Retry is { IsDefault: false } retry)
        {
            terms.Add(new("retry", Retry(retry)));
        }

        if (header.OnFailure != OnFailure.Stop)
        {
            terms.Add(new("on_failure", header.OnFailure == OnFailure.Warn ? "warn" : "continue"));
        }

        if (header.Timeout is { } timeout && timeout != header.Defaults.Timeout)
        {
            terms.Add(new("timeout", Durations.Format(timeout)));
        }

        if (header.Changes != ServerChange.None)
        {
            terms.Add(new("changes", header.Changes switch
            {
                ServerChange.Recovery => "recovery",
                ServerChange.Session => "session",
                _ => "recovery, session",
            }));
        }

        return terms.ToImmutable();
    }

    /// <summary>`up to 1000 times until …, every 1s`; null without a loop.</summary>
    public static string? Loop(Loop? loop, IScope? scope) => loop switch
    {
        Loop.Repeat repeat => Repeat(repeat, scope),
        Loop.ForEach each => $"for each of {each.Items.Text}",
        _ => null,
    };

    /// <summary>With its values, and the holes that nothing fills yet as they were written.</summary>
    public static string Text(Template template, IScope? scope) =>
        (template.HasHoles && scope is not null ? template.Shown(scope) : null) ?? template.Text.Content;

    private static string Repeat(Loop.Repeat loop, IScope? scope)
    {
        var max = loop.Max is null ? null : Text(loop.Max, scope);
        var often = loop.Times is { } times ? $"{(loop.Until is null ? "" : "up to ")}{Text(times, scope)} times"
            : max is null ? "again and again"
            : Durations.TryParse(max, out _) ? $"for at most {max}"
            : $"up to {max} times";
        var until = loop.Until is null ? "" : $" until {loop.Until.Text}";
        var every = loop.Every is null ? "" : $", every {Text(loop.Every, scope)}";
        return $"{often}{until}{every}";
    }

    private static string Retry(RetryPolicy retry)
    {
        var times = retry.Times == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{retry.Times} times");
        var backoff = retry.Backoff == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", backoff {retry.Backoff}");
        return $"{times}, delay {Durations.Format(retry.Delay)}{backoff}{(retry.On.IsEmpty ? "" : $", on {string.Join(' ', retry.On)}")}";
    }
}
