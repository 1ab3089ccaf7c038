using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Canonical;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Journaling.Events;

internal static partial class EventJson
{
    private static JsonMembers? WriteRun(JournalEvent @event, JsonMembers to) => @event switch
    {
        RunOpened e => to.Text("run", e.Run).Add("playbook", Write(e.Playbook)).Text("directory", e.Directory).Text("operator", e.Operator).Text("host", e.Host)
            .Whole("pid", e.Pid).Text("engine", e.Engine).List("parameters", e.Parameters, Write).List("targets", e.Targets, Write).List("callees", e.Callees, Write)
            .Add("locks", Names(e.Locks)).Add("undoes", Write(e.Undoes))
            .Add("anchors", e.Anchors.IsEmpty ? null : new Json.Array([.. e.Anchors.Select(where => new Json.Text(where))])).Add("sealed", e.Sealed ? new Json.Boolean(true) : null),
        Planned e => to.List("may_change", e.MayChange, Write).Whole("reads", e.Reads).Whole("writes", e.Writes).Whole("destroys", e.Destroys)
            .Text("digest", e.Digest),
        TargetConnected e => to.Text("target", e.Target).Text("database", e.Database).Text("user", e.User).Text("system", e.System)
            .Whole("timeline", e.Timeline).Whole("version", e.Version).Flag("standby", e.Standby).Whole("backend", e.Backend)
            .Text("address", e.Address),
        LockTaken e => to.Text("target", e.Target).Text("name", e.Name).Flag("local", e.Local).Text("took_over", e.TookOver),
        VarComputed e => to.Text("step", e.Step).Text("name", e.Name).Value("value", e.Value).Add("value_file", Write(e.ValueFile)),
        RunPaused e => to.Text("step", e.Step).Text("reason", e.Reason),
        RunResumed e => to.Text("by", e.By).Text("host", e.Host).Whole("pid", e.Pid).Text("engine", e.Engine).Text("taken_over_from", e.TakenOverFrom),
        PlaybookAccepted e => to.Add("playbook", Write(e.Playbook)).Text("by", e.By).Text("reason", e.Reason).List("callees", e.Callees, Write),
        Checkpoint e => to.Text("head", e.Head).Whole("events", e.Events).Text("where", e.Where).Text("failure", e.Failure),
        Recovered e => to.Whole("bytes", e.Bytes).Text("sha256", e.Sha256).Text("file", e.File),
        RunClosed e => to.Text("status", Words.RunStatuses.Word(e.Status)).Whole("exit_code", e.ExitCode)
            .Text("changed", Words.Changes.Word(e.Changed)).Whole("events", e.Events).Add("failure", Write(e.Failure))
            .Value("outputs", e.Outputs).Add("outputs_file", Write(e.OutputsFile)),
        _ => null,
    };

    private static JournalEvent? ReadRun(string kind, JsonFields f) => kind switch
    {
        "run-opened" => new RunOpened(
            f.Text("run"), f.One("playbook", ReadPlaybook), f.Text("operator"), f.Text("host"), f.Int("pid"), f.Text("engine"),
            f.Each("parameters", ReadParameter), f.Each("targets", ReadTarget))
        {
            Directory = f.MaybeText("directory"),
            Callees = f.Each("callees", ReadPlaybook),
            Locks = Names(f, "locks"),
            Undoes = f.Maybe("undoes", ReadUndone),
            Anchors = f.Maybe("anchors") is null ? [] : f.List("anchors", ValueJson.Text),
            Sealed = f.Maybe("sealed") is not null && f.Flag("sealed"),
        },
        "planned" => new Planned(f.Each("may_change", ReadPlannedStep), f.Int("reads"), f.Int("writes"), f.Int("destroys"), f.MaybeText("digest")),
        "target-connected" => new TargetConnected(
            f.Text("target"), f.Text("database"), f.Text("user"), f.Text("system"), f.Whole("timeline"), f.Int("version"), f.Flag("standby"), f.Int("backend"))
        {
            Address = f.MaybeText("address"),
        },
        "lock-taken" => new LockTaken(f.Text("target"), f.Text("name"), f.Flag("local")) { TookOver = f.MaybeText("took_over") },
        "var-computed" => new VarComputed(f.Text("name"), f.MaybeValue("value"), f.MaybeText("step")) { ValueFile = f.Maybe("value_file", ReadStored) },
        "run-paused" => new RunPaused(f.MaybeText("step"), f.Text("reason")),
        "run-resumed" => new RunResumed(f.Text("by"), f.Text("host"), f.Int("pid"), f.Text("engine")) { TakenOverFrom = f.MaybeText("taken_over_from") },
        "playbook-accepted" => new PlaybookAccepted(f.One("playbook", ReadPlaybook), f.Text("by"), f.Text("reason")) { Callees = f.Each("callees", ReadPlaybook) },
        "checkpoint" => new Checkpoint(f.Text("head"), f.Whole("events"), f.Text("where")) { Failure = f.MaybeText("failure") },
        "recovered" => new Recovered(f.Whole("bytes"), f.Text("sha256"), f.Text("file")),
        "run-closed" => new RunClosed(
            Words.RunStatuses.Read(f.Text("status")), f.Int("exit_code"), Words.Changes.Read(f.Text("changed")), f.Whole("events"), f.Maybe("failure", ReadFailure))
        { Outputs = f.MaybeValue("outputs"), OutputsFile = f.Maybe("outputs_file", ReadStored) },
        _ => null,
    };

    private static Json.Object Write(PlaybookFile p) =>
        new JsonMembers().Text("path", p.Path).Text("sha256", p.Sha256).Text("title", p.Title).ToObject();

    private static Json.Array? Names(ImmutableArray<string> names) => names.IsEmpty ? null : new Json.Array([.. names.Select(name => new Json.Text(name))]);

    private static ImmutableArray<string> Names(JsonFields f, string name) => f.Maybe(name) is null ? [] : f.List(name, ValueJson.Text);

    private static Json.Object? Write(UndoneRun? u) => u is null ? null : new JsonMembers().Text("run", u.Run).Add("steps", new Json.Array([.. u.Steps.Select(step => new Json.Text(step))])).ToObject();

    private static UndoneRun ReadUndone(JsonFields f) => new(f.Text("run"), f.List("steps", ValueJson.Text));

    private static PlaybookFile ReadPlaybook(JsonFields f) => new(f.Text("path"), f.Text("sha256"), f.Text("title"));

    private static Json.Object Write(RunTarget t) => new JsonMembers().Text("name", t.Name).Text("binding", t.Binding).Text("database", t.Database).ToObject();

    private static RunTarget ReadTarget(JsonFields f) => new(f.Text("name"), f.Text("binding")) { Database = f.MaybeText("database") };

    private static Json.Object Write(RunParameter p) => new JsonMembers().Text("name", p.Name).Add("value", WithSource(ValueJson.Write(p.Value), p.Source)).Text("mark", p.Mark).ToObject();

    /// <summary>A secret is `{"$secret":NAME,"source":WHERE}`.</summary>
    private static Json WithSource(Json value, string? source) => value is Json.Object tagged && source is not null
        ? new Json.Object([.. tagged.Members, new("source", new Json.Text(source))])
        : value;

    private static RunParameter ReadParameter(JsonFields f) =>
        new(f.Text("name"), f.Value("value"), f.Maybe("value") is Json.Object value && value["$secret"] is not null && value["source"] is Json.Text source ? source.Content : null) { Mark = f.MaybeText("mark") };

    private static Json.Object Write(PlannedStep s) =>
        new JsonMembers().Text("step", s.Step).Text("id", s.Id).Text("step_kind", s.StepKind).Text("effect", s.Effect).Text("title", s.Title).ToObject();

    private static PlannedStep ReadPlannedStep(JsonFields f) =>
        new(f.Text("step"), f.MaybeText("id"), f.Text("step_kind"), f.Text("effect"), f.MaybeText("title"));
}
