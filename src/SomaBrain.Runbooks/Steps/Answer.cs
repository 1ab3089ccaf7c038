using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What a person said to a question. Closed.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The journal has it from before a crash, and is not told again.</summary>
    public bool IsRecorded { get; init; }

    /// <param name="By">Who is claimed to have answered.</param>
    public sealed record Yes(string By, Journaling.Events.AnswerMeans How) : Answer;

    public sealed record No(string By) : Answer;

    /// <param name="Text">What was typed or given.</param>
    /// <param name="Choice">Which of the choices was meant, from 0; null: the text tells.</param>
    public sealed record Said(string Text, int? Choice, string By, Journaling.Events.AnswerMeans How) : Answer
    {
        /// <summary>What it was found to mean when it was recorded; null: it was not.</summary>
        public Value? Meant { get; init; }
    }

    /// <summary>Nobody is there to ask.</summary>
    /// <param name="CanPause">Whether the run can be continued later; not on a server that lives as long as the process.</param>
    public sealed record Nobody(bool CanPause) : Answer;
}
