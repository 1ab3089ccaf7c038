using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps.Shell.Linting;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Secret;

/// <param name="secrets">Is told of each secret, so that it is masked from then on.</param>
public sealed class SecretStepKind(KnownSecrets secrets, SecretOrigins origins) : StepKind<SecretStep>
{
    /// <summary>64 characters that need no quotes anywhere: six random bits each.</summary>
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public override string Keyword => "secret";

    public override IReadOnlyList<string> Members => ["value"];

    public override IReadOnlyList<string> SecretMembers => ["value"];

    public override KindShape Shape => SecretShape.Shape;

    /// <summary>Of a secret only the name is known.</summary>
    public override Value.Row? Written(Step step, MappingReader given) => Result((SecretStep)step, new Value.Unknown("a secret, which no test keeps"));

    protected override Value.Unknown TypeOf(SecretStep step, string member) => Typed.Text;

    protected override SecretStep? Read(StepReading reading, StepHeader header)
    {
        var options = reading.Options;
        var save = reading.TemplateOption("save", HoleKind.Argument);
        var key = reading.TemplateOption("key", HoleKind.Argument);
        foreach (var (present, absent) in (ReadOnlySpan<(string, string)>)[("save", "key"), ("key", "save")])
        {
            if (options.Has(present) && !options.Has(absent))
            {
                reading.Problems.Add(Problems.OptionWithout(options.Entry(present)!.Key.Span, present, absent));
            }
        }

        if (reading.ValueText() is not { } text || reading.Template(text, HoleKind.Argument) is not { } whole)
        {
            return null;
        }

        if (SecretSource.Parse(text.Content) is { } source)
        {
            reading.RefuseSecrets(whole);
            var parts = Parts(source, text.Whole);
            if (source is SecretSource.Command)
            {
                ScriptArguments.Check(parts, reading.Problems);
            }

            return new(header, source, parts, save, key);
        }

        reading.Problems.Add(Problems.WrongOption(
            text.Whole, text.Content, "a source of a secret: `generate:32` (16 to 1024 characters), `env:NAME`, `file:PATH`, `command:[argv]` or `prompt`"));
        return null;
    }

    protected override async ValueTask<Prepared> PrepareAsync(SecretStep step, StepContext context, CancellationToken ct)
    {
        var source = await FilledSource.OfAsync(step, context, ct);
        var (path, key, until, problem) = await PlaceAsync(step, context, ct);
        if ((source.Problem ?? problem) is { } wrong)
        {
            return new Prepared.Refused(wrong);
        }

        step = step with { Source = source.Source };
        until = source.Until ?? until;
        var description = new Description(step.Save is null ? step.Source.Written : $"{step.Source.Written}, kept as {key ?? AsKnown(step.Key!)} in {path ?? AsKnown(step.Save)}");
        return until is not null
            ? new Prepared.Ready(description, _ => throw new System.Diagnostics.UnreachableException(), until)
            : new Prepared.Ready(description, token => GetAsync(step, path, key, context, token));

        string AsKnown(Template text) => text.Shown(context.Scope) ?? text.Text.Content;
    }

    /// <summary>A variable or a file is read; anything else is not done in a dry run, but is secret there too.</summary>
    protected override async ValueTask<Outcome> SimulateAsync(SecretStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        step is { Save: null, Source.IsOnlyRead: true } && prepared.Until is null
            ? await prepared.Run(ct)
            : new Outcome.Planned(Grade.Checked, prepared.Until is { } until ? $"its values are known after {until}" : null) { Result = Result(step, new Value.Unknown($"step {step.Header.Name}")) };

    /// <summary>A generated secret that nothing keeps cannot be had a second time.</summary>
    protected override bool ReadsAgain(SecretStep step) => step is not { Save: null, Source: SecretSource.Generated };

    /// <summary>What was saved is in its file.</summary>
    protected override async ValueTask<Outcome> RestoreAsync(SecretStep step, Outcome recorded, StepContext context, CancellationToken ct)
    {
        if (step.Save is null || recorded is not Outcome.Succeeded succeeded)
        {
            return recorded;
        }

        var (path, key, _, problem) = await PlaceAsync(step, context, ct);
        try
        {
            return problem is null && SecretFile.Find(path!, key!) is { } kept ? Known(step, kept, succeeded.Changed) : recorded;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return recorded; // whoever uses it is told that it is missing
        }
    }

    /// <summary>Keeping it once more finds what was kept.</summary>
    protected override ValueTask<Settlement> SettleAsync(SecretStep step, OpenAttempt open, StepContext context, CancellationToken ct) =>
        step.Save is null ? base.SettleAsync(step, open, context, ct) : new(new Settlement.NotDone("save", "its file tells whether it is kept already"));

    private async ValueTask<Outcome> GetAsync(SecretStep step, string? path, string? key, StepContext context, CancellationToken ct)
    {
        try
        {
            if (path is not null && SecretFile.Find(path, key!) is { } kept)
            {
                return Known(step, kept, Changed.None);
            }

            var (text, ended) = await NewAsync(step, context, ct);
            if (text is null)
            {
                return ended!;
            }

            if (path is null)
            {
                return Known(step, text, Changed.None);
            }

            var (secret, isNew) = SecretFile.Keep(path, key!, () => text);
            return Known(step, secret, isNew ? Changed.Yes : Changed.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Outcome.Failed(Problems.SecretFileUnfit(step.Save!.Span, path!, FileTrouble.Of(e), "it must be a file of its own, of mode 0600, in a directory that is there"));
        }
    }

    private async ValueTask<(string? Text, Outcome? Ended)> NewAsync(SecretStep step, StepContext context, CancellationToken ct)
    {
        switch (step.Source)
        {
            case SecretSource.Generated generated:
                return (string.Concat(origins.Random(generated.Length).Select(random => Alphabet[random & 63])), null);
            case SecretSource.Prompt:
                return await TypedAsync(step, context, ct);
            default:
                var (text, why) = await Task.Run(() => origins.Read(step.Source), ct);
                why ??= Unusable(text!);
                return why is null ? (text, null) : (null, new Outcome.Failed(Problems.SecretNotRead(step.Header.Span, step.Header.Name, step.Source.Written, why)));
        }
    }

    private static async ValueTask<(string? Text, Outcome? Ended)> TypedAsync(SecretStep step, StepContext context, CancellationToken ct)
    {
        var question = new Question(context.Key, null, step.Header.Title?.Text.Content ?? step.Header.Name, "text", typed => typed.Length == 0 ? "it is empty" : Unusable(typed)) { IsHidden = true, Help = step.Header.Help };
        var answer = await context.Operator.AskAsync(question, ct);
        if (answer is Answer.Said said)
        {
            context.Journal.Append(new JournalEvent.ConfirmAnswered(context.Key, question.Text, new Value.Secret(NameOf(step), new Value.Text(said.Text)), said.By, said.How), Durability.Flushed);
            return (said.Text, null);
        }

        return (null, answer switch
        {
            Answer.No no => new Outcome.Declined(no.By),
            Answer.Nobody { CanPause: true } => new Outcome.Paused($"{question.Text} (a secret: only at a terminal)"),
            _ => new Outcome.Failed(Problems.NobodyToAnswer(step.Header.Span, question.Text)),
        });
    }

    /// <summary>The list of a command was read as YAML once: no value can add to it. That its holes are right is known of the whole text.</summary>
    private static ImmutableArray<Template> Parts(SecretSource source, SourceSpan at) =>
        [.. source.Parts.Select(part => Template.Parse(MappedText.At(part, at), HoleKind.Argument, [])).OfType<Template>()];

    private static string? Unusable(string text) => text.AsSpan().ContainsAny('\0', '\n', '\t') ? "it holds a line end, a tab or a NUL" : null;

    private Outcome.Succeeded Known(SecretStep step, string text, Changed changed)
    {
        secrets.Add(text);
        return new(Result(step, new Value.Text(text)), changed);
    }

    private static Value.Row Result(SecretStep step, Value inner) => new([new("value", new Value.Secret(NameOf(step), inner))]);

    private static string NameOf(SecretStep step) => $"steps.{step.Header.Name}";

    private static async ValueTask<(string? Path, string? Key, string? Until, Diagnostic? Problem)> PlaceAsync(SecretStep step, StepContext context, CancellationToken ct)
    {
        if (step.Save is null || step.Key is null)
        {
            return default;
        }

        var path = await context.RenderAsync(step.Save, ct);
        var key = await context.RenderAsync(step.Key, ct);
        if ((path.Problem ?? key.Problem) is { } problem)
        {
            return (null, null, null, problem);
        }

        if ((path.Value!.AsUnknown ?? key.Value!.AsUnknown) is { } unknown)
        {
            return (null, null, unknown.Until, null);
        }

        var (file, name) = (ValueText.Of(path.Value), ValueText.Of(key.Value!));
        return path.Value is Value.Secret || key.Value is Value.Secret
            ? (null, null, null, Problems.SecretFileUnfit(step.Save.Span, "***", "its path or key is a secret", "name both openly"))
            : name.Length == 0 || name.AsSpan().ContainsAny('\t', '\n', '\r')
            ? (null, null, null, Problems.SecretFileUnfit(step.Key.Span, file, $"the key `{name.ReplaceLineEndings(" ")}` is empty or holds a tab or a line end", "name the secret in one word, such as the role"))
            : (file, name, null, null);
    }
}
