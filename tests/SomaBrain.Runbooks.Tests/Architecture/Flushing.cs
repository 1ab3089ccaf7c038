using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>.NET's own flush to disk passes over every error of fsync on Unix: see `Durable`.</summary>
public sealed partial class Flushing
{
    private const string Durable = "src/SomaBrain.Runbooks.Steps/Saving/Durable.cs";

    [Fact]
    public void Nothing_is_put_on_disk_by_a_call_that_hides_its_failure() =>
        Assert.Empty(SourceFile.InSource.Where(file => file.Path != Durable && Silent().IsMatch(file.CodeOnly)).Select(file => file.Path));

    [Fact]
    public void The_one_exception_is_there() => Assert.Contains(SourceFile.InSource, file => file.Path == Durable && Silent().IsMatch(file.CodeOnly));

    [GeneratedRegex(@"\bflushToDisk\b|\bFlushToDisk\b|\.Flush\(true\)")]
    private static partial Regex Silent();
}
