using SomaBrain.Runbooks.Cli.Running.Prompting;

namespace SomaBrain.Runbooks.Cli.Tests.Prompting;

/// <summary>A keyboard on which a text was typed; behind its end the terminal is gone.</summary>
internal sealed class Keys(string typed) : IKeyboard
{
    private int _at;

    public ConsoleKeyInfo? Next(CancellationToken stop) =>
        _at == typed.Length ? null : new ConsoleKeyInfo(typed[_at++], default, shift: false, alt: false, control: false);
}
