using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps;

/// <summary>A kind whose steps can answer yes or no, and so stand under `done_when`.</summary>
public interface IProbeKind
{
    /// <summary>What an answer looks like, for a message: "one boolean".</summary>
    string Answer { get; }

    /// <summary>False where a step of this kind never gives an answer, whatever the run finds.</summary>
    bool CanAnswer(Step step) => true;

    /// <summary>The answer that lies in the end of a step of this kind; null when it gave none.</summary>
    bool? Judge(Step step, Outcome outcome);

    /// <summary>An end of a step of this kind in which this answer lies: a journal keeps the answer only by what followed.</summary>
    Outcome Answering(bool answer);
}
