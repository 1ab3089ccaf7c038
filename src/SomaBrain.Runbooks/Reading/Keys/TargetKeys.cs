using System.Collections.Immutable;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Reading.Keys;

/// <summary>The keys of a target, as <see cref="TargetReader"/> reads them.</summary>
public static class TargetKeys
{
    private const string Version = "0*[1-9][0-9]{0,2}([.][0-9]{1,3})?";

    public static readonly ImmutableArray<Key> All =
    [
        new("role", new Shape.Words(["primary", "standby", "any"]), "What the server must be.") { Default = "any" },
        new(
            "version",
            new Shape.AnyOf(
            [
                new Shape.Text($"[ ,]*((>=|<=|>|<|=)?{Version}|{Version}-{Version})([ ,]+((>=|<=|>|<|=)?{Version}|{Version}-{Version}))*[ ,]*", "versions such as `>=13`, `15` or `13-18`"),
                new Shape.Number(1, 999),
            ]),
            "The versions that will do: `15` (all its minor releases), `15.4`, `13-18`, `>=13`, `>=13 <19`.")
        {
            Example = "\">=13\"",
        },
        new("database", new Shape.Text(Shape.NotBlank, "the name of a database"), "The name the database must have.") { Example = "somabrain" },
        new("may_be_down", new Shape.Boolean(), "The run starts although nobody answers; members of the target are missing then.") { Default = "false" },
        new("optional", new Shape.Boolean(), "It may be bound to nothing: `targets.x.up` is false then.") { Default = "false", Against = ["connect"] },
        new("local", new Shape.Boolean(), "This program must run on the server's machine.") { Default = "false" },
        new("connect", new Shape.Template(), "A server that the run itself starts, as libpq's text; found at its first use.") { Example = "\"host={{ params.folder }} port=5433 dbname=postgres\"" },
    ];
}
