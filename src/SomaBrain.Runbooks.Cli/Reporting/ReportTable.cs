using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>The first rows and columns of a result.</summary>
public sealed record ReportTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows);
