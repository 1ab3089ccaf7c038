namespace SomaBrain.Runbooks.Journaling.Events;

/// <param name="Name">As the playbook calls it: `db`.</param>
/// <param name="Binding">What it is bound to, without password: `prod`, `postgresql://app@db1:5432/somabrain`.</param>
public sealed record RunTarget(string Name, string Binding);
