using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps;

/// <summary>
/// A kind of step: how it is read, prepared, carried out and simulated. The open side of the engine: a new kind derives
/// <see cref="StepKind{TStep}"/> and adds one line to the list of kinds.
/// </summary>
public interface IStepKind
{
    /// <summary>The key that makes a step of this kind.</summary>
    string Keyword { get; }

    /// <summary>The members of `steps.&lt;id&gt;`, for suggestions and for what a dry run cannot know.</summary>
    IReadOnlyList<string> Members { get; }

    /// <summary>The members of one step's result, where they are not the same for all of its kind.</summary>
    IReadOnlyList<string> MembersOf(Step step);

    /// <summary>What is known before the run of the type of a member, wherever it is there.</summary>
    Value.Unknown TypeOf(Step step, string member) => Typed.Any;

    /// <summary>How a step of this kind is written, for the schema, editors and documents.</summary>
    KindShape Shape { get; }

    /// <summary>Reads the kind's value and options; null when a diagnostic was left.</summary>
    Step? Read(StepReading reading, StepHeader header);

    /// <summary>What a reviewer should see in a step that was read without an error; warnings only.</summary>
    /// <param name="before">The steps above it in the text, whether they run or not.</param>
    IEnumerable<Diagnostic> Lint(Step step, IReadOnlyList<Step> before);

    /// <summary>The members of `steps.&lt;id&gt;` from what an outcome kept: a kind may derive some, which then need no place
    /// in the journal.</summary>
    Value.Row Results(Value.Row kept);

    /// <summary>Members that are always secret: where nothing secret may stand, naming them is a mistake that lint can see.</summary>
    IReadOnlyList<string> SecretMembers => [];

    /// <summary>A step under `undo` takes away nothing but what the step itself has made: it destroys nothing that was there before.</summary>
    bool TakesBack(Step step, Step undo) => false;

    /// <summary>What its steps come to follows from values and from what people answer: a replay carries them out, and takes only
    /// the ends of all others from the record.</summary>
    bool IsComputed => false;

    /// <summary>What its steps render goes to somebody: a server, a program, a person who answers, a playbook that is called.</summary>
    bool IsSent => !IsComputed;

    /// <summary>The result of a step as somebody wrote it down for a test, each key asked for; null when it is none, and a
    /// diagnostic was left.</summary>
    Value.Row? Written(Step step, MappingReader given) => new([]);

    /// <summary>What such a result looks like, for a message: `{ rows: [ { … } ] }`.</summary>
    string WrittenAs => "{}";

    /// <summary>Whether a read whose result was not kept is carried out again after a pause.</summary>
    bool ReadsAgain(Step step) => true;

    /// <summary>What a step that a paused run had carried out is now: a kind may find what the journal does not keep.</summary>
    ValueTask<Outcome> RestoreAsync(Step step, Outcome recorded, StepContext context, CancellationToken ct) => new(recorded);

    /// <summary>Finds out how an attempt ended that only its intent is known of. Asks, and changes nothing.</summary>
    ValueTask<Settlement> SettleAsync(Step step, OpenAttempt open, StepContext context, CancellationToken ct);

    /// <summary>Fills the holes; nothing takes effect yet.</summary>
    ValueTask<Prepared> PrepareAsync(Step step, StepContext context, CancellationToken ct);

    /// <summary>What follows when an arm of the step has ended; null: nothing more.</summary>
    Sequel? After(Step step, string arm, ArmEnd end);

    /// <summary>How the step itself ends when its arms ended well; null: it has no end of its own, it only chose.</summary>
    /// <param name="settled">A failure inside it was settled.</param>
    /// <param name="inside">With the names that its arms had.</param>
    ValueTask<Outcome?> EndAsync(Step step, bool settled, StepContext inside, CancellationToken ct);

    /// <summary>The dry run's answer: never an effect, never a question.</summary>
    ValueTask<Outcome> SimulateAsync(Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct);
}
