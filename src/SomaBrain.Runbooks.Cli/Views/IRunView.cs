using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>Shows a run while it happens. Called from any thread, one call at a time or not.</summary>
public interface IRunView : IRunObserver, IDisposable
{
    void Begin(RunHeader header);

    /// <summary>A word to the operator while the run goes on.</summary>
    void Say(string text)
    {
    }

    /// <summary>Gives the terminal to a question.</summary>
    void Suspend();

    void Resume();

    void End(RunEnd end, RunFooter footer);

    /// <summary>What the program ends with; monitoring has codes of its own. Ask after <see cref="End"/>.</summary>
    int ExitCode(RunEnd end) => end.ExitCode;
}
