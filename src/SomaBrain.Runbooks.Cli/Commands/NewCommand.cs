using System.CommandLine;
using System.Text;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Writing;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook new [FILE]`: a playbook to start from.</summary>
internal static class NewCommand
{
    private const string Schema = "runbook.schema.json";
    private const string Playbooks = "playbooks";

    public static Command Create()
    {
        var file = new Argument<string?>("file")
        {
            Description = $"Where it is written, `.yaml` is added; a mere name goes into ./{Playbooks} if that is there. Without it, it is printed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var title = new Option<string?>("--title") { Description = "What the playbook does, as one line; else made of the file's name" };
        var noColor = RunOptions.NoColor();
        var command = new Command("new", "Writes a playbook to start from; never overwrites") { file, title, noColor };
        command.SetAction(parsed => New(parsed.GetValue(file), parsed.GetValue(title), parsed.GetValue(noColor)));
        return command;
    }

    private static int New(string? file, string? given, bool noColor)
    {
        var path = file is null ? null : PathOf(file);
        var title = given ?? NewPlaybook.TitleOf(path ?? "");
        if (!NewPlaybook.IsTitle(title))
        {
            return Output.Fail(Problems.NewTitleUnusable(), noColor, ExitCode.Invalid);
        }

        var schema = SchemaFor(Path.GetFullPath(path ?? "new.yaml"));
        var results = Output.Results(noColor);
        if (path is null)
        {
            results.Write(NewPlaybook.Text(title, schema ?? Schema));
            return ExitCode.Done;
        }

        if (Write(path, NewPlaybook.Text(title, schema ?? Schema)) is { } problem)
        {
            return Output.Fail(problem, noColor, ExitCode.Invalid);
        }

        results.Line($"wrote {path}");
        results.Line($"try it: runbook plan {ShellWord.Of(path)} --target scratch");
        if (schema is null)
        {
            results.Line($"for your editor: runbook schema > {ShellWord.Of(Path.Combine(Path.GetDirectoryName(path) ?? "", Schema))}");
        }

        return ExitCode.Done;
    }

    private static string PathOf(string file)
    {
        var path = Path.GetExtension(file) is ".yaml" or ".yml" ? file : $"{file}.yaml";
        return Path.GetFileName(path) == path && Directory.Exists(Playbooks) ? Path.Combine(Playbooks, path) : path;
    }

    private static Diagnostic? Write(string path, string text)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew);
            file.Write(Encoding.UTF8.GetBytes(text));
            return null;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return Problems.NewFileExists(path);
        }
        catch (DirectoryNotFoundException)
        {
            return Problems.NewFileNotWritten(path, "there is no such folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problems.NewFileNotWritten(path, FileTrouble.Of(e));
        }
    }

    /// <summary>The schema in the playbook's folder or above it, as the playbook would name it.</summary>
    private static string? SchemaFor(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, Schema)))
            {
                return Path.GetRelativePath(folder, Path.Combine(at, Schema));
            }
        }

        return null;
    }
}
