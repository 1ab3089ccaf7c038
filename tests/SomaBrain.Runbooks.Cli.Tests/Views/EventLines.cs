using System.Text;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling;
using ViewHost;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public sealed class EventLines
{
    [Fact]
    public void Standard_output_has_the_journals_lines_and_nothing_else()
    {
        using var results = new MemoryStream();
        using var progress = new MemoryStream();
        using (var view = new JsonView(Channel.Plain(results), Channel.Plain(progress)))
        {
            view.End(Scripts.EveryOutcome(view), ScriptedRun.Footer);
        }

        var lines = Encoding.UTF8.GetString(results.ToArray()).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], line => Assert.NotNull(JournalLine.Read(Encoding.UTF8.GetBytes(line))));
        Assert.StartsWith("Failed at step 5 (purge). Changed by: batch, retried; nothing was undone.", Encoding.UTF8.GetString(progress.ToArray()), StringComparison.Ordinal);
    }
}
