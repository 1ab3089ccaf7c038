using System.Collections.Immutable;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>The keys of a drill's file.</summary>
internal static class DrillKeys
{
    private static readonly Shape Texts = new Shape.AnyOf([new Shape.Text(), new Shape.List(new Shape.Text())]);

    private static readonly Shape System = new Shape.Object(
    [
        new("version", new Shape.Text(), "The major versions it can be drilled on.") { Example = "\">=14\"" },
        new("data", new Shape.Words(["none", "schema", "small", "full"]), "What the primary holds: nothing, empty tables, 5,000 audit rows, 200,000 over 60 days.") { Default = "small" },
        new("checksums", new Shape.Boolean(), "Data checksums.") { Default = "false" },
        new("archive", new Shape.Boolean(), "Write-ahead log is archived, in `params.archive`.") { Default = "false" },
        new("standby", new Shape.Integer(0, 4), "How many standbys stream from the primary.") { Default = "0", Example = "1" },
        new("pooler", new Shape.AnyOf([new Shape.Boolean(), new Shape.Words(["transaction", "session", "statement"])]), "PgBouncer in front of the primary.") { Default = "false" },
        new("tcp", new Shape.Boolean(), "The primary also listens on 127.0.0.1, with SCRAM.") { Default = "false" },
        new("disk", new Shape.Text(), "The size of the primary's disk; needs root.") { Example = "400MiB" },
        new("settings", new Shape.Map(new Shape.Text()), "Lines of `postgresql.conf`."),
        new("hba", Texts, "Lines of `pg_hba.conf` that come before ours."),
        new("servers", Texts, "Places for servers that the playbook makes; each is a target.") { Example = "[restored]" },
    ]);

    public static readonly ImmutableArray<Key> All =
    [
        new("drill", new Shape.Integer(1, 1), "The version of the format.") { Required = true },
        new("title", new Shape.Text(), "What is shown to be true.") { Required = true },
        new("summary", new Shape.Text(), "More of it."),
        new("system", System, "What is built."),
        new("needs", Texts, "Programs that have to be there, or `root`; where one is missing the drill is skipped.") { Example = "[pg_dump]" },
        new("prepare", new Shape.Steps(), "What the system needs to have before."),
        new("break", new Shape.Steps(), "The damage."),
        new("run", new Shape.Steps(), "The playbook, for real.") { Required = true },
        new("check", new Shape.Steps(), "What must be true; all are looked at, also after one said no.") { Required = true },
        new("finally", new Shape.Steps(), "At the end, whatever became of the others."),
        new("lost", new Shape.Expression(), "The rows that were lost: the recovery point.") { Example = "steps.before.row.rows - steps.after.row.rows" },
        new("overhead", new Shape.Expression(), "The playbook's time as a multiple of that of the same commands by hand.") { Example = "steps.made.seconds / number(steps.by_hand.stdout)" },
    ];
}
