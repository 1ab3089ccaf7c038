using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>How often and how long a `repeat` goes on, with its holes filled.</summary>
public sealed record RepeatLimits(int Times, int MaxTurns, TimeSpan MaxTime, TimeSpan Every, Diagnostic? Problem)
{
    /// <summary>In a dry run: how long it goes on is not known yet.</summary>
    public bool IsUnknown { get; private init; }

    public static async ValueTask<RepeatLimits> ReadAsync(Loop.Repeat loop, StepContext context, CancellationToken ct)
    {
        Diagnostic? problem = null;
        var unknown = false;
        var times = await ReadAsync(loop.Times);
        var max = await ReadAsync(loop.Max);
        var every = await ReadAsync(loop.Every);
        return new(
            times is Value.Integer { Whole: > 0 and < int.MaxValue } count ? (int)count.Whole : times is null ? int.MaxValue : Bad(loop.Times!, "a number of turns", 1),
            max switch
            {
                Value.Integer { Whole: > 0 and < int.MaxValue } turns => (int)turns.Whole,
                null or Value.Duration => int.MaxValue,
                _ => Bad(loop.Max!, "a number of turns or a duration", 1),
            },
            max is Value.Duration limit ? limit.Length : TimeSpan.MaxValue,
            every switch
            {
                Value.Duration pause => pause.Length,
                null => TimeSpan.Zero,
                _ => Bad(loop.Every!, "a duration such as `1s`", TimeSpan.Zero),
            },
            problem)
        {
            IsUnknown = unknown,
        };

        async ValueTask<Value?> ReadAsync(Template? template)
        {
            if (template is null)
            {
                return null;
            }

            var evaluated = await context.RenderAsync(template, ct);
            problem ??= evaluated.Problem;
            unknown |= evaluated.Value is { IsUnknown: true };
            return evaluated.Value switch
            {
                { IsUnknown: true } => null,
                Value.Cell cell => cell.Scalar,
                Value.Text text when Durations.TryParse(text.Content, out var length) => new Value.Duration(length),
                Value.Text text when long.TryParse(text.Content, System.Globalization.NumberStyles.None, null, out var whole) => new Value.Integer(whole),
                var value => value,
            };
        }

        T Bad<T>(Template template, string expected, T fallback)
        {
            problem ??= Problems.WrongOption(template.Span, template.Text.Content, expected);
            return fallback;
        }
    }
}
