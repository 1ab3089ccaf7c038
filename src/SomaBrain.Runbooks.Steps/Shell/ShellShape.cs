using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Steps.Shell;

internal static class ShellShape
{
    public static readonly KindShape Shape = new(
        "A command: a list is run as it is, without a shell; a text is a script for `bash -euo pipefail`. Needs an `effect`.",
        new Shape.AnyOf([new Shape.Template(Shapes.Shape.NotBlank, "a command as a list, or a script"), new Shape.List(new Shape.Template(), Least: 1)]),
        "[pg_isready, -q]",
        [
            new("env", new Shape.Map(new Shape.Template(), "[A-Za-z_][A-Za-z0-9_]*"), "Environment variables; the way of a value into a script.") { Example = "{ TENANT: \"{{ params.tenant }}\" }" },
            new("cwd", new Shape.Template(), "The directory it runs in.") { Example = "/var/backups" },
            new("stdin", new Shape.Template(), "What it reads.") { Example = "\"{{ steps.list.stdout }}\"" },
            new("user", new Shape.Template(), "The user of the operating system that it runs as: by `setpriv` when this program is root, else by `sudo -n`.") { Example = "postgres" },
            new("exit", new Shape.AnyOf([new Shape.Integer(0, 255), new Shape.List(new Shape.Integer(0, 255), Least: 1)]), "The exit codes that are a success.")
            {
                Default = "[0]",
                WithinDoneWhen = new("exit code 0 says that it is done, 1 that it is not", "take it out, and let the command end so: `… || exit 1`"),
            },
            new("parse", new Shape.Words(["json", "lines", "tsv"]), "What its output is: then `json`, `lines` or `rows` can be spoken of.") { Example = "json", Against = ["save"] },
            SaveShape.Of("The file (`.csv .tsv .json .txt`) that its output goes to as it is, however much; it must not be there.", "/var/tmp/settings-{{ run.id }}.txt"),
            new("allow_dash", new Shape.Boolean(), "Lets a value that starts with `-` stand where an option could.") { Default = "false" },
        ])
    {
        Language = "bash",
        CanUndo = true,
        Needs = ["effect"],
    };
}
