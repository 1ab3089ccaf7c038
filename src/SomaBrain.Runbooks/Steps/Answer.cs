namespace SomaBrain.Runbooks.Steps;

/// <summary>What a person said to a question. Closed.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <param name="By">Who is claimed to have answered.</param>
    public sealed record Yes(string By, Journaling.Events.AnswerMeans How) : Answer;

    public sealed record No(string By) : Answer;

    /// <summary>Nobody is there to ask.</summary>
    /// <param name="CanPause">Whether the run can be continued later; not on a server that lives as long as the process.</param>
    public sealed record Nobody(bool CanPause) : Answer;
}
