
namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

/// <summary>This program, to be started again as a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>The native program itself; under the JIT `dotnet` and the program's library.</summary>
    public static IReadOnlyList<string> Words()
    {
        var path = Environment.ProcessPath ?? throw new InvalidOperationException("this process has no program");
        return Path.GetFileNameWithoutExtension(path) == "dotnet" ? [path, Path.Combine(AppContext.BaseDirectory, "runbook.dll")] : [path];
    }
}
