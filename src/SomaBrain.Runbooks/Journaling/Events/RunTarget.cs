namespace SomaBrain.Runbooks.Journaling.Events;

/// <param name="Name">As the playbook calls it: `db`.</param>
/// <param name="Binding">What it is bound to, without password: `prod`, `postgresql://app@db1:5432/somabrain`.</param>
public sealed record RunTarget(string Name, string Binding)
{
    /// <summary>The database that the binding led to, as an entry of the targets file may lead elsewhere later; null in a journal from before it was kept.</summary>
    public string? Database { get; init; }
}
