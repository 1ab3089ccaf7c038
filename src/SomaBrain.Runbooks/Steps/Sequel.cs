namespace SomaBrain.Runbooks.Steps;

/// <summary>The arm that follows when one has ended.</summary>
public sealed record Sequel(string Arm)
{
    /// <summary>If it ends well, what failed before it is settled and the run goes on.</summary>
    public bool Settles { get; init; }

    /// <summary>It runs to its end although the run is to stop; only a second Ctrl-C breaks it off.</summary>
    public bool Shelters { get; init; }
}
