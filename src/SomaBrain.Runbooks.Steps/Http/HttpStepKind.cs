using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Http;

/// <param name="secrets">Are blanked in what a server answers.</param>
public sealed class HttpStepKind(KnownSecrets secrets) : StepKind<HttpStep>
{
    private const string TokenSigns = "!#$%&'*+-.^_`|~";

    private static readonly string[] OurOwn = ["Host", "Content-Length", "Transfer-Encoding", "Connection"];

    public override string Keyword => "http";

    public override IReadOnlyList<string> Members => ["status", "body", "json"];

    public override KindShape Shape => HttpShape.Shape;

    public override Value.Row Results(Value.Row kept) => kept["json"] is not null ? kept : new([.. kept.Fields, new("json", Json(kept["body"]))]);

    public override string WrittenAs => "{ status: 200, body: … }";

    public override Value.Row? Written(Step step, MappingReader given) => new(
    [
        new("status", new Value.Integer(given.Integer("status", 100, 599) ?? 200)),
        new("body", new Value.Text(given.String("body") ?? "")),
    ]);

    protected override Value.Unknown TypeOf(HttpStep step, string member) => member == "body" ? Typed.Text : Typed.Any;

    protected override HttpStep? Read(StepReading reading, StepHeader header)
    {
        var options = reading.Options;
        var method = options.Text("method") is { } word ? Method(word, options) : "GET";
        var headers = reading.Templates("headers", HoleKind.Argument);
        var body = options.Optional("body") is YamlNode.Scalar or null ? reading.TemplateOption("body", HoleKind.Argument) : null;
        if (options.Optional("body") is not YamlNode.Scalar and { } built)
        {
            reading.Problems.Add(Problems.WrongKind(built.Span, "`body`", "text", built.Kind, "'{ \"text\": {{ steps.found.value | json }} }'"));
        }

        var status = Status(options);
        foreach (var entry in options.Optional("headers") is YamlNode.Mapping { Entries: var entries } ? entries : [])
        {
            var isOurOwn = OurOwn.Contains(entry.Name, StringComparer.OrdinalIgnoreCase);
            if (isOurOwn || !IsToken(entry.Name))
            {
                var hint = isOurOwn ? "take it out: address and body tell what it has to be" : "letters, digits and `-`, as in `X-Request-Id`";
                reading.Problems.Add(Problems.WrongOption(entry.Key.Span, entry.Name, "the name of a header that a request can set", hint));
            }
        }

        if (body is not null && method is "GET" or "HEAD")
        {
            reading.Problems.Add(Problems.OptionWithout(options.Entry("body")!.Key.Span, "body", "method: POST"));
        }

        if (header.DeclaredEffect is not { } effect)
        {
            reading.Problems.Add(Problems.EffectMissing(header.Span, Keyword));
            effect = Effect.Write;
        }

        if (reading.ValueText() is not { } text || reading.Template(text, HoleKind.Argument) is not { } url)
        {
            return null;
        }

        if (RequestPreparation.Check(url) is { } unfit)
        {
            reading.Problems.Add(unfit);
        }

        return new(header, effect, url, method, headers, body, status);
    }

    /// <summary>The other side goes on with a request whose sender died, as long as the sender would have waited at least.</summary>
    protected override ValueTask<Settlement> SettleAsync(HttpStep step, OpenAttempt open, StepContext context, CancellationToken ct) =>
        new(new Settlement.Unknown("nobody heard what its server answered", $"whether {step.Method} took effect there") { Lingers = step.Header.Timeout ?? RequestRun.AnswerLimit });

    protected override async ValueTask<Prepared> PrepareAsync(HttpStep step, StepContext context, CancellationToken ct)
    {
        var request = await new RequestPreparation(step, context, secrets).PrepareAsync(ct);
        return request switch
        {
            { Problem: { } problem } => new Prepared.Refused(problem),
            { Until: { } until } => new Prepared.Ready(request.Description, _ => throw new System.Diagnostics.UnreachableException(), until),
            _ => new Prepared.Ready(request.Description, token => new RequestRun(step, request, secrets.Masker).RunAsync(token)) { Judge = known => Judge(step, known) },
        };
    }

    protected override ValueTask<Outcome> SimulateAsync(HttpStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        context.NotRun(step, prepared) is { } notRun ? new(notRun) : base.SimulateAsync(step, prepared, context, ct);

    /// <summary>What an answer that is known already means for the step as it is written now.</summary>
    private static Outcome Judge(HttpStep step, Outcome known) => known switch
    {
        Outcome.Succeeded { Result: var result } when Status(result) is { } status && !step.Expects(status) =>
            new Outcome.Failed(Problems.UnexpectedStatus(step.Header.Span, status, "", ""), step.Effect == Effect.Read ? Changed.None : Changed.Unknown, result),
        Outcome.Failed { Result: { } result } failed when Problems.IsUnexpectedEnd(failed.Why) && Status(result) is { } status && step.Expects(status) =>
            new Outcome.Succeeded(result, step.Effect == Effect.Read ? Changed.None : Changed.Yes),
        _ => known,
    };

    private static int? Status(Value.Row result) => result["status"] is Value.Integer { Whole: var status } ? (int)status : null;

    private static Value Json(Value? body) => body switch
    {
        Value.Text text => JsonValues.Read(text.Content) ?? new Value.Missing("the body is no JSON"),
        Value.Missing missing => missing,
        Value.Secret { Inner: Value.Text } secret when Json(secret.Inner) is var json and not Value.Missing => new Value.Secret(secret.Name, json),
        Value.Secret { Inner: Value.Unknown } secret => secret with { Masked = null },
        Value.Secret => new Value.Missing("the body is no JSON"),
        _ => new Value.Missing("there is no body"),
    };

    private static string Method(Text.MappedText word, MappingReader options)
    {
        if (!HttpShape.Methods.Contains(word.Content))
        {
            options.Bag.Add(Problems.WrongOption(word.Whole, word.Content, $"one of {string.Join(", ", HttpShape.Methods.Select(method => $"`{method}`"))}"));
        }

        return word.Content;
    }

    private static ImmutableArray<int> Status(MappingReader options)
    {
        var status = ImmutableArray.CreateBuilder<int>();
        foreach (var code in options.Some("status", "a list of status codes from 100 to 599"))
        {
            if (int.TryParse(code.Content, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 599)
            {
                status.Add(number);
            }
            else
            {
                options.Bag.Add(Problems.WrongOption(code.Whole, code.Content, "a status code from 100 to 599"));
            }
        }

        return status.ToImmutable();
    }

    private static bool IsToken(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || TokenSigns.Contains(c, StringComparison.Ordinal));
}
