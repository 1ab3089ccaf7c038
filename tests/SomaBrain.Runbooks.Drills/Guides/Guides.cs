namespace SomaBrain.Runbooks.Drills.Guides;

/// <summary>Compares the examples of the pages with what the drills that they name printed, as these are run anyway.</summary>
internal static class Guides
{
    private static readonly Lock Renewing = new();

    static Guides()
    {
        foreach (var page in Example.Pages)
        {
            File.Delete(Received(page)); // of an earlier run
        }
    }

    /// <param name="file">The drill's file, from the root of the repository.</param>
    /// <param name="report">Of that drill alone, in JSON.</param>
    public static void Match(string file, string report)
    {
        var calls = Call.Of(report);
        List<string> wrong = [];
        foreach (var example in Example.All.Where(example => example.File == file))
        {
            var call = calls.LastOrDefault(call => call.Step == example.Step);
            Assert.True(call is not null, $"{example.Page}: {file} has no step `{example.Step}` that calls the program");
            var printed = Transcript.Of(call, example.Names);
            if (!Comparison.Same(example.Text, printed))
            {
                Renew(example, printed);
                wrong.Add($"{example.Page}: not what step `{example.Step}` printed; its .received.md is:\n{LineDiff.Of(example.Text, printed)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Others on the same page may have been renewed before.</summary>
    private static void Renew(Example example, string printed)
    {
        lock (Renewing)
        {
            var received = Received(example.Page);
            var text = File.Exists(received) ? File.ReadAllText(received) : Document.Read(example.Page);
            File.WriteAllText(received, text.Replace(example.Block, example.With(printed), StringComparison.Ordinal));
        }
    }

    private static string Received(string page) => Path.ChangeExtension(Repository.At(page.Split('/')), ".received.md");
}
