using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Running.Prompting;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A playbook read and its parameters bound: nothing was connected yet.</summary>
internal sealed record Preparation(LoadedPlaybook File, Playbook Playbook, IReadOnlyDictionary<string, Value> Parameters)
{
    public static readonly IReadOnlyDictionary<string, Value> NoParameters = new Dictionary<string, Value>(StringComparer.Ordinal);

    /// <summary>The files of the playbooks that it calls.</summary>
    public IReadOnlyCollection<LoadedPlaybook> Callees { get; init; } = [];

    /// <summary>Of a run that undoes another: which, and what of it.</summary>
    public UndoneRun? Undoes { get; init; }

    /// <summary>Of a run that undoes another: its steps as they were kept.</summary>
    public IReadOnlyDictionary<string, KeptStep> Kept { get; init; } = new Dictionary<string, KeptStep>();

    /// <summary>Of a run that undoes another: in which call those of its steps stood that speak of secrets there.</summary>
    public IReadOnlyDictionary<string, EnteredCall> Entered { get; init; } = new Dictionary<string, EnteredCall>();

    /// <summary>Of a run that goes on with a changed playbook: those that it followed before, oldest first.</summary>
    public IReadOnlyList<Playbook> Former { get; init; } = [];

    /// <summary>The locks that it takes.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>Of a run that undoes another: what that one wrote, also of the servers that it was on.</summary>
    public IReadOnlyList<JournalEvent> Before { get; init; } = [];

    /// <summary>Null when a diagnostic was left. Asks at the terminal for what is missing.</summary>
    public static Preparation? Of(RunRequest request, bool isDryRun, DiagnosticBag problems)
    {
        if (PlaybookFiles.Read(request.Playbook, problems) is not { } file)
        {
            return null;
        }

        var folder = new CalledPlaybooks(file);
        return new PlaybookReader(BuiltInSteps.ForReading(), folder).Read(file.Source, problems) is { } playbook
            && Bind(file, playbook, request, isDryRun, problems) is { } prepared
            ? prepared with { Callees = folder.Called }
            : null;
    }

    private static Preparation? Bind(LoadedPlaybook file, Playbook playbook, RunRequest request, bool isDryRun, DiagnosticBag problems)
    {
        var given = Given(request.Parameters, problems);
        var written = request.ParametersFile is { } path && PlaybookFiles.ReadParameters(path, problems) is { } source ? ParametersFile.Read(source, problems) : [];
        var binding = new ParameterBinding(playbook, SecretSources.Read)
        {
            IsDryRun = isDryRun,
            IsAbsent = SecretSources.IsAbsent,
            AsksForAll = request.AsksForAll,
            IsPartial = problems.HasErrors,
            Ask = TerminalKeyboard.IsThere ? question => Terminals.Ask(question, request.NoColor, CancellationToken.None).Text : null,
        };
        var parameters = binding.Bind(given, written, problems);
        foreach (var parameter in playbook.Parameters)
        {
            if (parameters.GetValueOrDefault(parameter.Name) is Value.Secret { Inner: Value.Text { Content: var secret } } && Masker.IsWeak(secret))
            {
                problems.Add(Problems.WeakSecret(parameter.Span, parameter.Name, Masker.Strong));
            }
        }

        return problems.HasErrors ? null : new(file, playbook, parameters) { Locks = PlaybookLocks.Names(playbook, file.Path) };
    }

    /// <summary>The secrets of the parameters, to be masked wherever they turn up.</summary>
    public IEnumerable<string> Secrets => Parameters.Values.OfType<Value.Secret>().Select(secret => secret.Inner).OfType<Value.Text>().Select(text => text.Content);

    private static List<GivenParameter> Given(IReadOnlyList<string> texts, DiagnosticBag problems)
    {
        List<GivenParameter> given = [];
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add(Problems.ParameterNotGiven(text));
                continue;
            }

            given.Add(new(text[..equals], text[(equals + 1)..]));
        }

        return given;
    }
}
