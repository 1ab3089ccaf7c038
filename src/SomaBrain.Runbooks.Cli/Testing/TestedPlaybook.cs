using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Replaying;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Testing;

namespace SomaBrain.Runbooks.Cli.Testing;

/// <summary>The tests of one playbook, as they went.</summary>
/// <param name="Playbook">Its path.</param>
public sealed record TestedPlaybook(string Playbook, string Fixture, string Title, ImmutableArray<CaseResult> Cases, Coverage Coverage)
{
    public const string Extension = ".test.yaml";

    public bool Passes => Cases.All(one => one.Passes);

    /// <summary>Runs the tests that stand beside a playbook; null when a file is invalid, and diagnostics were left.</summary>
    /// <param name="name">Of the playbook, or of its file of tests.</param>
    internal static async Task<TestedPlaybook?> RunAsync(string name, TimeProvider time, DiagnosticBag problems)
    {
        var own = new DiagnosticBag();
        var tested = await OfAsync(name, time, own);
        foreach (var problem in own)
        {
            problems.Add(problem);
        }

        return own.HasErrors ? null : tested;
    }

    /// <summary>The file of tests of a playbook.</summary>
    internal static string Beside(string playbook) => Path.Combine(Path.GetDirectoryName(playbook) ?? "", Path.GetFileNameWithoutExtension(playbook) + Extension);

    private static async Task<TestedPlaybook?> OfAsync(string name, TimeProvider time, DiagnosticBag problems)
    {
        var isFixture = name.EndsWith(Extension, StringComparison.Ordinal);
        if (PlaybookFiles.Read(isFixture ? $"{name[..^Extension.Length]}.yaml" : name, problems) is not { } file
            || new PlaybookReader(BuiltInSteps.ForReading(), new CalledPlaybooks(file)).Read(file.Source, problems) is not { } playbook)
        {
            return null;
        }

        var path = isFixture ? name : Beside(file.Path);
        if (!File.Exists(path))
        {
            problems.Add(Problems.FixtureNotFound(path, file.Path));
            return null;
        }

        var catalog = ReplayCheck.Kinds(new NoMetricHistory());
        if (PlaybookFiles.Load(path, path, problems) is not { } written || new FixtureReader(playbook, catalog).Read(written.Source, problems) is not { } fixture)
        {
            return null;
        }

        var run = new CaseRun(playbook, catalog, time);
        var results = ImmutableArray.CreateBuilder<CaseResult>();
        foreach (var one in fixture.Cases)
        {
            results.Add(await run.RunAsync(one));
        }

        return new(file.Path, path, playbook.Title, results.ToImmutable(), Coverage.Of(playbook, results));
    }
}
