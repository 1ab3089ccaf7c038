using System.CommandLine;
using SomaBrain.Runbooks.Cli.Drilling.Kinds;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Schemas;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Commands;

/// <summary>`runbook schema [playbook|drill|targets|plan|journal|errors|test]`: JSON Schemas for editors and validators.</summary>
internal static class SchemaCommand
{
    private static readonly string[] Formats = ["playbook", "drill", "targets", "plan", "journal", "errors", "test"];

    public static Command Create()
    {
        var format = new Argument<string>("format") { Description = $"What is described: {string.Join(", ", Formats)}", DefaultValueFactory = _ => Formats[0] };
        format.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Select(token => token.Value).Where(word => !Formats.Contains(word)))
            {
                result.AddError($"there is no schema `{word}`; {Diagnostics.Suggestion.Hint(word, Formats, "schemas")}");
            }
        });
        format.CompletionSources.Add(Formats);
        var command = new Command("schema", "Prints the JSON Schema of playbooks, of drills, of runbook.targets.yaml, of plans, of the journal, of errors.yaml or of tests") { format };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(format);
            var output = RunViews.Results(noColour: true);
            if (name == Formats[0])
            {
                output.Write(PlaybookSchema.Text(BuiltInSteps.ForReading()));
            }
            else if (name == "drill")
            {
                output.Write(PlaybookSchema.Text(
                    DrillKinds.ForReading(), name, "Drill", "Builds a system, breaks it, runs a playbook and checks what must be true: docs/drills.md.", DrillKeys.All));
            }
            else
            {
                using var kept = new StreamReader(typeof(SchemaCommand).Assembly.GetManifestResourceStream($"{name}.schema.json")!);
                output.Write(kept.ReadToEnd());
            }

            return ExitCode.Done;
        });
        return command;
    }
}
