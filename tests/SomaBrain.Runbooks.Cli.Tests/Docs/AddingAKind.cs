using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Cli.Tests.Docs;

/// <summary>Adds a kind of step to a copy of the sources as `docs/adding-a-step-kind.md` says, word for word, and uses it.</summary>
public sealed partial class AddingAKind
{
    private const string Registry = "src/SomaBrain.Runbooks.Steps/BuiltInSteps.cs";

    private static readonly string[] Copied = ["src", "docs", "schemas", "playbooks", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig"];

    [Fact]
    public void One_folder_and_one_line_are_enough()
    {
        using var folder = new TempFolder();
        foreach (var name in Copied)
        {
            Copy(Repository.At(name), folder[name]);
        }

        var blocks = Block().Matches(File.ReadAllText(Repository.At("docs", "adding-a-step-kind.md")).ReplaceLineEndings("\n"));
        foreach (Match block in blocks)
        {
            var (file, text) = (block.Groups["file"].Value, block.Groups["text"].Value);
            if (block.Groups["what"].Value == "file")
            {
                Assert.False(File.Exists(folder[file]));
                folder.Write(file, text);
            }
            else
            {
                Assert.Equal(Registry, file);
                Assert.Single(text.TrimEnd('\n').Split('\n'));
                var registry = File.ReadAllText(folder[file]);
                var end = registry.LastIndexOf("    ]);\n", StringComparison.Ordinal);
                File.WriteAllText(folder[file], registry.Insert(end, text));
            }
        }

        Assert.Equal(["file", "file", "line", "file"], blocks.Select(block => block.Groups["what"].Value));
        Run(folder, "dotnet", "build", "src/SomaBrain.Runbooks.Cli", "-c", "Release", "-v", "q", "--nologo", "-m:2", "-nodeReuse:false", "-p:RestoreLockedMode=true", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false");
        var program = folder["artifacts/bin/SomaBrain.Runbooks.Cli/release/runbook.dll"];
        Assert.Contains("1 playbook, no errors", Run(folder, "dotnet", program, "lint", "greeting.yaml"), StringComparison.Ordinal);
        Assert.Contains("HELLO ANN", Run(folder, "dotnet", program, "plan", "greeting.yaml", "--target", "host=/nowhere"), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", Run(folder, "dotnet", program, "run", "greeting.yaml", "--target", "host=/nowhere"), StringComparison.Ordinal);
        Assert.Contains("\"step-echo\"", Run(folder, "dotnet", program, "schema"), StringComparison.Ordinal);
        Assert.Contains("1 greeting", Run(folder, "dotnet", program, "show", "last"), StringComparison.Ordinal);
    }

    private static string Run(TempFolder folder, string command, params string[] arguments)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" 2>&1 </dev/null", command, .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        info.Environment["RUNBOOK_STATE"] = folder["state"];
        info.Environment["RUNBOOK_OPERATOR"] = "ann";
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(info)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}\n{printed}");
        return printed;
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var inner in Directory.EnumerateFileSystemEntries(from).Where(path => Path.GetFileName(path) is not ("bin" or "obj")))
        {
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
        }
    }

    [GeneratedRegex("^<!-- (?<what>file|line): (?<file>\\S+) -->\n```(csharp|yaml)\n(?<text>(?:(?!^```).)*)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
