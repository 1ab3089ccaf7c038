namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>How a program ended, and all it wrote.</summary>
public sealed record RunbookResult(int ExitCode, string Output, string Errors)
{
    public RunbookResult Exits(int code)
    {
        Assert.True(code == ExitCode, $"expected exit code {code}, got {ExitCode}\n{this}");
        return this;
    }

    /// <summary>The text stands in standard output.</summary>
    public RunbookResult Prints(string text)
    {
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"standard output lacks `{text}`\n{this}");
        return this;
    }

    /// <summary>The text stands in standard error.</summary>
    public RunbookResult Says(string text)
    {
        Assert.True(Errors.Contains(text, StringComparison.Ordinal), $"standard error lacks `{text}`\n{this}");
        return this;
    }

    /// <summary>The text, a secret or a stack trace for example, stands nowhere.</summary>
    public RunbookResult NeverShows(string text)
    {
        Assert.False($"{Output}{Errors}".Contains(text, StringComparison.Ordinal), $"`{text}` is shown\n{this}");
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n── stdout\n{Output}── stderr\n{Errors}";
}
