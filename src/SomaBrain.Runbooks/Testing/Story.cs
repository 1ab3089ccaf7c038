using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Which way a run took, out of what it journals.</summary>
/// <param name="steps">By path.</param>
public sealed class Story(IReadOnlyDictionary<string, Step> steps) : IStepJournal
{
    private readonly HashSet<string> _ran = new(StringComparer.Ordinal);
    private readonly HashSet<string> _arms = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private readonly List<(string Step, string Arm)> _taken = [];

    public IOutputStore? Outputs => null;

    /// <summary>Paths of the steps that ran.</summary>
    public IEnumerable<string> Ran => _ran.Order(StringComparer.Ordinal);

    /// <summary>Arms that were taken, as <see cref="Coverage"/> names them.</summary>
    public IEnumerable<string> Arms => _arms.Order(StringComparer.Ordinal);

    /// <summary>The names of the steps with an id that ran, in order; several times one after the other once.</summary>
    public IReadOnlyList<string> Path => _path;

    /// <summary>By the path of the step, each time.</summary>
    public IReadOnlyList<(string Step, string Arm)> Taken => _taken;

    /// <summary>Whether the step at that path is called so, by id or path.</summary>
    public bool Names(string path, string name) => path == name || (steps.TryGetValue(path, out var step) && step.Header.Name == name);

    public void Append(JournalEvent journalEvent, Durability durability)
    {
        switch (journalEvent)
        {
            case JournalEvent.StepIntent intent when steps.TryGetValue(StepKey.Path(intent.Step), out var step):
                Begin(StepKey.Path(intent.Step), step);
                break;
            case JournalEvent.StepSkipped skipped when steps.TryGetValue(StepKey.Path(skipped.Step), out var step) && step.Header.When is not null:
                _arms.Add(Coverage.Skipped(StepKey.Path(skipped.Step)));
                break;
            case JournalEvent.BranchTaken taken:
                var arm = taken.Arm ?? ExpectationReader.NoArm;
                _taken.Add((StepKey.Path(taken.Step), arm));
                _arms.Add(Coverage.Arm(StepKey.Path(taken.Step), arm));
                break;
            default:
                break;
        }
    }

    private void Begin(string path, Step step)
    {
        _ran.Add(path);
        if (step.Header.When is not null)
        {
            _arms.Add(Coverage.Run(path));
        }

        if (step.Header.Id is not null && (_path.Count == 0 || _path[^1] != step.Header.Name))
        {
            _path.Add(step.Header.Name);
        }
    }
}
