using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`targets:` — the servers a playbook works on.</summary>
public static class TargetReader
{
    private static readonly IReadOnlyDictionary<string, ServerRole> Roles =
        new Dictionary<string, ServerRole>(StringComparer.Ordinal)
        {
            ["primary"] = ServerRole.Primary,
            ["standby"] = ServerRole.Standby,
            ["any"] = ServerRole.Any,
        };

    public static IReadOnlyList<TargetDeclaration> Read(MappingReader mapping, PlaybookReading reading)
    {
        var targets = ImmutableArray.CreateBuilder<TargetDeclaration>();
        foreach (var name in mapping.Keys.ToList())
        {
            var key = mapping.Entry(name)!.Key;
            Identifiers.Check(key.Text, mapping.Bag);
            if (mapping.Mapping(name, $"target `{name}`", example: "{ role: primary }") is not { } target)
            {
                continue;
            }

            targets.Add(new(
                name,
                target.Word("role", Roles) ?? ServerRole.Any,
                target.Parsed("version", "versions such as `>=13`, `15` or `13-18`", VersionRange.Parse),
                DatabaseName.Read(target),
                target.Boolean("may_be_down") ?? false,
                key.Span)
            {
                IsOptional = target.Boolean("optional") ?? false,
                IsLocal = target.Boolean("local") ?? false,
                Connect = Connect(target, reading),
            });
            target.Finish();
        }

        mapping.Finish();
        CheckAddresses(targets, reading.Problems);
        return targets.Count == 0 ? [TargetDeclaration.Implied] : targets.ToImmutable();
    }

    /// <summary>The address of a server that the run starts may speak of one that is there before, and of no other that it starts.</summary>
    private static void CheckAddresses(IEnumerable<TargetDeclaration> targets, DiagnosticBag problems)
    {
        var started = targets.Where(target => target.Connect is not null).ToDictionary(target => target.Name, target => target.Connect!, StringComparer.Ordinal);
        foreach (var reference in started.Values.SelectMany(address => address.References))
        {
            if (reference.Path is ["targets", var name, ..] && started.ContainsKey(name))
            {
                problems.Add(Problems.AddressOfTarget(reference.Span, string.Join('.', reference.Path)));
            }
        }
    }

    /// <summary>What it speaks of is there when the server is used first, wherever that is.</summary>
    private static Template? Connect(MappingReader target, PlaybookReading reading)
    {
        if (target.Text("connect") is not { } text || new StepTexts(reading, null, [], []).Template(text, HoleKind.Argument) is not { } template)
        {
            return null;
        }

        ConnectText.Check(template, reading.Problems);

        if (target.Entry("optional") is { } optional)
        {
            reading.Problems.Add(Problems.MisplacedKey(optional.Key.Span, "optional", "the run itself starts this server, and nobody binds it", "take it out"));
        }

        return template;
    }

    /// <summary>An option that names a target of the playbook.</summary>
    public static string? Name(MappingReader mapping, string key, PlaybookReading reading)
    {
        if (mapping.Text(key) is not { } text)
        {
            return null;
        }

        if (reading.Targets.Any(target => target.Name == text.Content))
        {
            return reading.Bound(text.Content);
        }

        mapping.Bag.Add(Problems.UnknownTarget(text.Whole, text.Content, [.. reading.Targets.Select(target => target.Name)]));
        return null;
    }
}
