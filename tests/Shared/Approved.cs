using System.Runtime.CompilerServices;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>
/// Compares an output with the approved one, `Class.Method.verified.txt` beside the test, in Verify's convention.
/// A difference, or nothing approved yet, fails and leaves `Class.Method.received.txt`; `./build approve` accepts it.
/// </summary>
public static class Approved
{
    /// <param name="actual">The whole output.</param>
    /// <param name="scrubber"><see cref="Scrubber.Usual"/> unless given.</param>
    /// <param name="name">Tells apart several outputs of one test: `Class.Method_name.verified.txt`.</param>
    /// <param name="testFile">Given by the compiler.</param>
    /// <param name="testName">Given by the compiler.</param>
    public static void Text(
        string actual,
        Scrubber? scrubber = null,
        string? name = null,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string testName = "")
    {
        var stem = Path.Combine(
            Path.GetDirectoryName(testFile)!,
            $"{Path.GetFileNameWithoutExtension(testFile)}.{testName}{(name is null ? "" : $"_{name}")}");
        Compare(stem, (scrubber ?? Scrubber.Usual).Apply(actual.ReplaceLineEndings("\n")));
    }

    private static void Compare(string stem, string received)
    {
        var (verifiedFile, receivedFile) = ($"{stem}.verified.txt", $"{stem}.received.txt");
        var verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).ReplaceLineEndings("\n") : null;
        if (verified == received)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        var what = Path.GetFileName(verifiedFile);
        Assert.Fail(verified is null
            ? $"nothing is approved yet as {what}; received (`./build approve` accepts it):\n{received}"
            : $"differs from {what} (- approved, + received; `./build approve` accepts it):\n{LineDiff.Of(verified, received)}");
    }
}
