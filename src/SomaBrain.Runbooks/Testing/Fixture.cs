using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Testing;

/// <summary>The tests of one playbook, as they stand in the file beside it.</summary>
public sealed record Fixture(Source Source, ImmutableArray<FixtureCase> Cases);
