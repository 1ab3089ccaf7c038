using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Reads what steps come to in a case.</summary>
internal sealed class ResultReader(StepCatalog catalog, Func<YamlNode.Scalar, DiagnosticBag, Step?> find, DiagnosticBag bag)
{
    private static readonly IReadOnlyDictionary<string, Changed> Changes = new Dictionary<string, Changed>(StringComparer.Ordinal)
    {
        ["none"] = Changed.None,
        ["yes"] = Changed.Yes,
        ["unknown"] = Changed.Unknown,
    };

    public IReadOnlyDictionary<string, WrittenResults> Read(MappingReader reader)
    {
        var results = new Dictionary<string, WrittenResults>(StringComparer.Ordinal);
        foreach (var entry in FixtureReader.Entries(reader.Optional("steps"), "`steps`", bag))
        {
            if (find(entry.Key, bag) is { } step)
            {
                var isList = entry.Value is YamlNode.Sequence;
                var read = (entry.Value is YamlNode.Sequence { Items: var items } ? items : [entry.Value]).Select(node => Result(step, node)).ToImmutableArray();
                results[step.Header.Name] = new([.. read.Select(one => one.Outcome).OfType<Outcome>()], !isList, read is [{ IsDone: true }, ..]);
            }
        }

        return results;
    }

    private (Outcome? Outcome, bool IsDone) Result(Step step, YamlNode node)
    {
        if (MappingReader.Of(node, bag, $"the result of `{step.Header.Name}`") is not { } reader)
        {
            return default;
        }

        var kind = catalog[step.Header.Keyword];
        var failed = reader.Mapping("failed");
        var doubt = reader.String("in_doubt");
        var isHidden = reader.Boolean("hidden") == true;
        var isStopped = reader.Boolean("stopped") == true;
        var isDone = reader.Boolean("done") == true;
        var changed = reader.Word("changed", Changes);
        var row = kind.Written(step, reader);
        Outcome? outcome = failed is not null ? Failure(step, failed, changed, reader.Keys.Any(kind.Members.Contains) ? row : null)
            : isStopped ? new Outcome.Interrupted()
            : doubt is not null ? new Outcome.InDoubt(Problems.RecordedInDoubt(step.Header.Span, step.Header.Name, doubt))
            : row is null ? null
            : new Outcome.Succeeded(isHidden ? Hidden(kind, step) : row, changed ?? (step.Effect == Effect.Read ? Changed.None : Changed.Yes));
        reader.Finish();
        return (outcome, isDone);
    }

    private static Outcome.Failed Failure(Step step, MappingReader failed, Changed? changed, Value.Row? result)
    {
        var message = failed.String("message") ?? "made to fail by the test";
        var state = failed.String("sqlstate");
        var code = failed.String("code");
        failed.Finish();
        return new(Problems.AsWritten(step.Header.Span, code, message, state), changed ?? Changed.None, result);
    }

    /// <summary>What it is nobody kept; it can be passed on.</summary>
    internal static Value.Row Hidden(IStepKind kind, Step step) =>
        new([.. kind.MembersOf(step).Select(member => new Field(member, UnkeptSecret.Of($"steps.{step.Header.Name}.{member}")))]);
}
