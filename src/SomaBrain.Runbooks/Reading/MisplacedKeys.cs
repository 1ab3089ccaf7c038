using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Keys that every step may have, where they would do nothing: an author who wrote them relies on them.</summary>
internal static class MisplacedKeys
{
    /// <summary>Each that is refused below: nearly all steps have none of them.</summary>
    private static readonly string[] All = ["effect", "on", "database", "timeout", "retry", "on_failure", "done_when", "undo", "sensitive"];

    public static void Check(Step step, MappingReader options)
    {
        if (!Array.Exists(All, options.Has))
        {
            return;
        }

        var kind = step.Header.Keyword;
        if (step.Blocks.IsEmpty && step.Header.DeclaredEffect is { } declared && declared > step.Effect)
        {
            Refuse("effect", $"{Problems.Article(kind)} step is always `{EffectName.Of(step.Effect)}`", "take it out, or write it at the step that has the effect");
        }

        if (!step.UsesTarget)
        {
            Refuse("on", $"{Problems.Article(kind)} step works on no server", "take it out, or write it at the step that does");
        }

        if (!step.UsesDatabase)
        {
            Refuse("database", $"{Problems.Article(kind)} step works in no database", "take it out, or write it at the step that does");
        }

        if (!step.Blocks.IsEmpty)
        {
            Refuse("effect", $"the steps inside a `{kind}` have effects of their own", "take it out, or write it at the steps inside");
            foreach (var key in step.FailsAsWhole ? ["timeout", "retry"] : new[] { "timeout", "retry", "on_failure" })
            {
                Refuse(key, $"it is for one step; the steps inside a `{kind}` are what fails", "write it at the steps inside, or in `defaults`");
            }
        }

        if (step.Effect == Effect.Read && step.Blocks.IsEmpty)
        {
            Refuse("done_when", "the step only reads, and so has no effect that could be there", "take it out, or use `when`");
            Refuse("undo", "the step only reads, and so has nothing to revert", "take it out, or write it at the step that has the effect");
        }
        else if (!step.Blocks.IsEmpty)
        {
            Refuse("undo", $"{Problems.Article(kind)} only holds steps", "write it at the steps inside, which have the effects");
        }

        if (step.MayPause && step.Blocks.IsEmpty)
        {
            Refuse("timeout", "a question waits for its answer as long as that takes", "take it out");
            Refuse("retry", "a question is asked until it is answered", "take it out");
        }

        if (!step.CanBeSensitive)
        {
            Refuse("sensitive", $"{Problems.Article(kind)} step has no result to hide", "take it out, or write it at the step that reads the secret");
        }

        void Refuse(string key, string why, string hint)
        {
            if (options.Has(key))
            {
                options.Bag.Add(Problems.MisplacedKey(options.Entry(key)!.Key.Span, key, why, hint));
            }
        }
    }
}
