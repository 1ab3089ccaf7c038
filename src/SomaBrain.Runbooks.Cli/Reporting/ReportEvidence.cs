namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>Something that a step found, wrote or saved, as much of it as a report shows.</summary>
/// <param name="Name">`rows`, `stdout`, `file`, …</param>
/// <param name="Text">Null when it is a table, or only stands elsewhere.</param>
/// <param name="Table">Rows of a result.</param>
/// <param name="LeftOut">What is not shown: `12,000 more characters`; null when all is shown.</param>
/// <param name="File">Where all of it is.</param>
/// <param name="Sha256">Of the file, in hex.</param>
public sealed record ReportEvidence(string Name, string? Text = null, ReportTable? Table = null, string? LeftOut = null, string? File = null, string? Sha256 = null);
