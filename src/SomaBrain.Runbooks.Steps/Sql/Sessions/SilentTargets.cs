using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Connecting;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>Connects, and knows in a plan who was waited for in vain: that one gives the same answer at once.</summary>
internal sealed class SilentTargets
{
    private readonly Dictionary<string, ConnectOutcome.Failed> _silent = new(StringComparer.Ordinal);

    /// <summary>In a run each step tries again: the server may be back.</summary>
    public bool AreKnown { get; set; }

    public bool Has(string target) => _silent.ContainsKey(target);

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ConnectOutcome> ConnectAsync(string target, ConnectionSettings settings, CancellationToken ct)
    {
        if (_silent.TryGetValue(target, out var known))
        {
            return known;
        }

        try
        {
            var outcome = await ServerConnector.OpenAsync(settings, ct);
            if (AreKnown && outcome is ConnectOutcome.Failed { TimedOut: true } failed)
            {
                _silent[target] = failed;
            }

            return outcome;
        }
        catch (OperationCanceledException) when (AreKnown)
        {
            _silent[target] = new(Problems.ConnectTimedOut(string.Join(", ", settings.Servers), TimeSpan.Zero), true) { TimedOut = true }; // a step's own limit was shorter
            throw;
        }
    }
}
