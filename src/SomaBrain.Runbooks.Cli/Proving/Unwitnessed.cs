namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>
/// Lines of a run that was broken off, which nobody else knew until it was resumed: whoever had the machine in between could write them
/// anew. No fault by itself, as every crash leaves some; a reader has to know where.
/// </summary>
/// <param name="From">The first line.</param>
/// <param name="To">The last one.</param>
/// <param name="Until">UTC, as written.</param>
public sealed record Unwitnessed(long From, long To, string Until)
{
    public override string ToString() => $"{(From == To ? $"line {From} was" : $"lines {From}–{To} were")} known to nobody before the run was resumed at {Until}";
}
