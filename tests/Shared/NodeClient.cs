using System.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>The real clients of the schema, from npm, pinned in `tests/editor`. Without them a test fails: it never passes by looking away.</summary>
internal static class NodeClient
{
    public static string Folder { get; } = Repository.At("tests", "editor");

    public static Process Start(params string[] arguments)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules")), "tests/editor/node_modules is missing: run `./build restore`, which installs it with `npm ci`");
        return Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>What a script prints for an input.</summary>
    public static string Run(string script, string input)
    {
        using var node = Start(script);
        var errors = node.StandardError.ReadToEndAsync();
        node.StandardInput.Write(input);
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return output;
    }
}
