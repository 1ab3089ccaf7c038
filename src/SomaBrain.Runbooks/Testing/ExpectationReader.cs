using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Reads how a case should go.</summary>
internal static class ExpectationReader
{
    public const string Paused = "paused";

    /// <summary>What a branch takes when no arm is.</summary>
    public const string NoArm = "none";

    public static Expectation? Read(MappingReader? reader, Func<YamlNode.Scalar, DiagnosticBag, Step?> find, Playbook playbook, DiagnosticBag bag)
    {
        if (reader is null)
        {
            return null;
        }

        var path = reader.Optional("path") is YamlNode.Sequence { Items.IsEmpty: true } ? [] : reader.Texts("path");
        foreach (var step in reader.Optional("path") is YamlNode.Sequence list ? list.Items.OfType<YamlNode.Scalar>() : [])
        {
            find(step, bag);
        }

        var arms = Arms(reader, find, bag);
        var outputs = FixtureReader.Entries(reader.Optional("outputs"), "`outputs`", bag).ToImmutableArray();
        foreach (var output in outputs.Where(output => playbook.Outputs.All(one => one.Key != output.Name)))
        {
            bag.Add(Problems.NotInPlaybook(output.Key.Span, "output", output.Name, playbook.Outputs.Select(one => one.Key)));
        }

        var status = reader.Text("status");
        var words = Words.RunStatuses.Select(word => word.Item2).Append(Paused).ToList();
        if (status is not null && !words.Contains(status.Content))
        {
            bag.Add(Problems.NotInPlaybook(status.Whole, "end called", status.Content, words));
        }

        var exit = reader.Integer("exit", 0, 255);
        var error = reader.Text("error");
        reader.Finish();
        return new(path, arms, outputs, status, exit is { } code ? (code, reader.Entry("exit")!.Value.Span) : null, error);
    }

    private static ImmutableArray<KeyValuePair<MappedText, MappedText>> Arms(MappingReader reader, Func<YamlNode.Scalar, DiagnosticBag, Step?> find, DiagnosticBag bag)
    {
        var arms = ImmutableArray.CreateBuilder<KeyValuePair<MappedText, MappedText>>();
        foreach (var entry in FixtureReader.Entries(reader.Optional("arms"), "`arms`", bag))
        {
            if (find(entry.Key, bag) is not { } step || Expect.Text(entry.Value, bag, $"the arm of `{entry.Name}`") is not { } arm)
            {
                continue;
            }

            var known = step.Blocks.Select(block => block.Arm).Append(NoArm).ToList();
            if (!known.Contains(arm.Content))
            {
                bag.Add(Problems.NotInPlaybook(arm.Whole, "arm", arm.Content, known));
            }

            arms.Add(new(entry.Key.Text, arm));
        }

        return arms.ToImmutable();
    }
}
