using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>What came of a try to connect. Closed: the records below are all there are.</summary>
public abstract record ConnectOutcome
{
    private ConnectOutcome()
    {
    }

    public sealed record Opened(ServerConnection Connection) : ConnectOutcome;

    /// <summary>Nobody to talk to; the problem is that of the last server tried.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="NobodyAnswered">True when no PostgreSQL was reached (refused, unknown host, timeout, no socket, starting up): what `may_be_down` forgives.</param>
    public sealed record Failed(Diagnostic Problem, bool NobodyAnswered) : ConnectOutcome
    {
        /// <summary>It was waited for, in vain.</summary>
        public bool TimedOut { get; init; }
    }
}
