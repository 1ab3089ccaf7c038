namespace SomaBrain.Runbooks.Steps;

/// <summary>What can be found out about an attempt whose end nobody wrote down (execution.md §6). Closed; nothing is guessed.</summary>
public abstract record Settlement
{
    private Settlement()
    {
    }

    /// <param name="By">What proves it: `pg_xact_status`.</param>
    /// <param name="Reason">Lower case, no period: "transaction 4711 is committed".</param>
    public sealed record Done(string By, string Reason) : Settlement;

    /// <summary>Nothing of it is in effect: it is carried out now.</summary>
    /// <param name="By">What proves it.</param>
    /// <param name="Reason">Lower case, no period.</param>
    public sealed record NotDone(string By, string Reason) : Settlement;

    /// <summary>It is still at work; asked again later.</summary>
    /// <param name="What">Who does it: "session 4711 on db1:5432".</param>
    /// <param name="HowToEnd">A command for people.</param>
    public sealed record AtWork(string What, string HowToEnd) : Settlement
    {
        /// <summary>Ends it, after a person agreed; null when that is left to people.</summary>
        public Func<CancellationToken, ValueTask>? End { get; init; }
    }

    /// <param name="Reason">Why nobody can tell, lower case, no period.</param>
    /// <param name="Look">What a person should look at: "whether the rows of step `batch` are there".</param>
    public sealed record Unknown(string Reason, string Look) : Settlement
    {
        /// <summary>How long after it was begun it may be at work where nobody sees it: only then does the world tell that it is not done.</summary>
        public TimeSpan Lingers { get; init; }

        /// <summary>It may be at work where nobody sees it for as long as it likes: that it is not done yet says nothing.</summary>
        public bool MayGoOn { get; init; }
    }
}
