using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Secret;

internal static class SecretShape
{
    public static readonly KindShape Shape = new(
        "A secret: `generate:32` makes one of 32 URL-safe characters; `env:NAME`, `file:PATH`, `command:[argv]` and `prompt` read one. It is shown nowhere.",
        new Shape.Text("generate:(1[6-9]|[2-9][0-9]|[1-9][0-9]{2}|10[01][0-9]|102[0-4])|" + CommonShapes.SecretSource, "a source of a secret: `generate:32` (16 to 1024 characters), `env:NAME`, `file:PATH`, `command:[argv]` or `prompt`"),
        "\"generate:32\"",
        [
            new("save", new Shape.Template(), "A file of mode 0600 that keeps it as a line `key<TAB>secret`, on disk before the step ends. A key that is there is used again.") { Example = "/root/new-passwords.tsv", With = "key" },
            new("key", new Shape.Template(), "Its name in the file.") { Example = "\"{{ params.role }}\"", With = "save" },
        ])
    {
        Language = "text",
        Without = ["on", "database", "sensitive"],
    };
}
