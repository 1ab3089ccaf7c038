using System.Buffers;
using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>One event a line, to the byte as the journal has it, and nothing else on standard output.</summary>
public sealed class JsonView(Channel results, Channel progress) : IRunView
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private RunHeader? _header;

    public void Begin(RunHeader header) => _header = header;

    public void On(JournalEntry entry)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            JournalLine.Write(entry, _line);
            results.Write(_line.WrittenSpan);
        }
    }

    public void Suspend()
    {
    }

    public void Resume()
    {
    }

    /// <summary>What went wrong, for the person beside the program that reads the events.</summary>
    public void End(RunEnd end, RunFooter footer)
    {
        if (end.ExitCode != Execution.ExitCode.Done)
        {
            EndText.Write(end, footer, _header, 0, progress, progress);
        }
    }

    public void Dispose()
    {
    }
}
