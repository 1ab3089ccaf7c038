using System.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>Runs a program to its end.</summary>
internal static class Programs
{
    public static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, content) in environment)
            {
                start.Environment[name] = content;
            }
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
