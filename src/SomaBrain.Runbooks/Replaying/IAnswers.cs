using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>Knows what steps came to, without carrying them out: a journal, or what somebody wrote down for a test.</summary>
public interface IAnswers
{
    /// <summary>How the step ended. Where nobody knows, that is noted and the run is broken off.</summary>
    Outcome Of(IStepKind kind, Step step, StepContext context);

    /// <summary>Whether a run that was broken off goes no further than this: a step that is computed does not begin either.</summary>
    bool EndsBefore(Step step, StepContext context);

    /// <summary>What a step comes to that is decided by what nobody knows: that is noted, and the run is broken off.</summary>
    Outcome Unknown(Step step, string until);

    /// <summary>What `done_when` of the step answers.</summary>
    /// <param name="key">Of the step itself.</param>
    bool IsDone(Step probe, string key);
}
