namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>A document whose examples are what the program prints. Where they are not, `NAME.received.md` is the renewed document; `./build approve` accepts it.</summary>
public static class Document
{
    public static string Read(string document) => File.ReadAllText(Repository.At(document.Split('/'))).ReplaceLineEndings("\n");

    /// <param name="document">Its path in the repository.</param>
    /// <param name="text">As it stands there.</param>
    /// <param name="renewed">With what was printed now.</param>
    public static void IsUpToDate(string document, string text, string renewed)
    {
        var received = Path.ChangeExtension(Repository.At(document.Split('/')), ".received.md");
        if (renewed == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, renewed);
        Assert.Fail($"{document} is not what the program prints; {Path.GetFileName(received)} is:\n{LineDiff.Of(text, renewed)}");
    }
}
