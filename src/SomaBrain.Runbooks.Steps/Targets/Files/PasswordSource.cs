namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>Where a server's password is. Closed: the records below are all there are.</summary>
public abstract record PasswordSource
{
    private PasswordSource()
    {
    }

    /// <summary>`env:NAME`.</summary>
    public sealed record Variable(string Name) : PasswordSource
    {
        public override string ToString() => $"env:{Name}";
    }

    /// <summary>`file:PATH`, from the folder of the targets file; mode 0600 or stricter; its one line is the password.</summary>
    public sealed record File(string Path) : PasswordSource
    {
        public override string ToString() => $"file:{Path}";
    }

    public static PasswordSource? Parse(string text) =>
        text.StartsWith("env:", StringComparison.Ordinal) && text.Length > 4 && !text.Contains('=', StringComparison.Ordinal) ? new Variable(text[4..])
        : text.StartsWith("file:", StringComparison.Ordinal) && text.Length > 5 ? new File(text[5..])
        : null;
}
