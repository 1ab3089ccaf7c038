namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>Where heads of journals are given to. Closed: the records below are all there are.</summary>
public abstract record AnchorPlace
{
    private AnchorPlace()
    {
    }

    /// <summary>As journals and messages call it.</summary>
    public abstract string Name { get; }

    /// <summary>A file that lines are appended to; a full path.</summary>
    public sealed record File(string Path) : AnchorPlace
    {
        public const string Prefix = "file:";

        public override string Name => $"{Prefix}{Path}";
    }

    /// <summary>The table of `schemas/anchor.sql` on a server.</summary>
    /// <param name="Writer">Whose role may insert and nothing else.</param>
    /// <param name="Reader">Whose role may read: what `runbook verify` connects to.</param>
    public sealed record Server(ServerEntry Writer, ServerEntry Reader) : AnchorPlace
    {
        public override string Name => $"server:{Writer.Name}";
    }
}
