using SomaBrain.Runbooks.Journaling.Canonical;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Journaling.Events;

internal static partial class EventJson
{
    private static JsonMembers? WriteStep(JournalEvent @event, JsonMembers to) => @event switch
    {
        StepIntent e => to.Text("step", e.Step).Text("id", e.Id).Text("step_kind", e.StepKind).Text("effect", e.Effect)
            .Text("target", e.Target).Whole("attempt", e.Attempt).Text("title", e.Title).Add("rendered", Write(e.Rendered)).Text("item", e.Item),
        TransactionBegun e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Text("xid", e.Xid).Whole("pid", e.Pid)
            .Time("backend_start", e.BackendStart).Text("system", e.System).Whole("timeline", e.Timeline).Time("stats_reset", e.StatsReset),
        CommitSent e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Value("result", e.Result),
        ProcessStarted e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Whole("pid", e.Pid).Whole("started", e.Started).Text("boot", e.Boot),
        StepOutput e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Text("stream", e.Stream).Text("sha256", e.Sha256)
            .Whole("bytes", e.Bytes).Flag("truncated", e.Truncated).Text("head", e.Head).Text("tail", e.Tail).Text("file", e.File),
        StepOutcome e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Text("status", Words.StepStatuses.Word(e.Status))
            .Whole("duration_us", e.Duration.Ticks / TimeSpan.TicksPerMicrosecond).Text("changed", Words.Changes.Word(e.Changed))
            .Add("failure", Write(e.Failure)).Add("metric", Write(e.Metric)).Value("result", e.Result).Add("result_file", Write(e.ResultFile)).Text("mark", e.Mark),
        UndoRemembered e => to.Text("step", e.Step).Whole("attempt", e.Attempt).List("steps", e.Steps, Write),
        StepSkipped e => to.Text("step", e.Step).Text("id", e.Id).Text("step_kind", e.StepKind).Text("title", e.Title).Text("reason", e.Reason),
        StepInDoubt e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Text("reason", e.Reason),
        StepResolved e => to.Text("step", e.Step).Whole("attempt", e.Attempt).Text("resolution", Words.Resolutions.Word(e.Resolution))
            .Text("by", e.By).Text("reason", e.Reason),
        BranchTaken e => to.Text("step", e.Step).Text("arm", e.Arm),
        ConfirmAnswered e => to.Text("step", e.Step).Text("question", e.Question).Value("answer", e.Answer).Text("by", e.By)
            .Text("how", Words.Means.Word(e.How)),
        ApprovalRequested e => to.Text("step", e.Step).Text("question", e.Question).Whole("approvals", e.Approvals).Time("expires", e.Expires),
        _ => null,
    };

    private static JournalEvent? ReadStep(string kind, JsonFields f) => kind switch
    {
        "step-intent" => new StepIntent(
            f.Text("step"), f.MaybeText("id"), f.Text("step_kind"), f.Text("effect"), f.MaybeText("target"), f.Int("attempt"), f.MaybeText("title"),
            f.Maybe("rendered", ReadRendered))
        { Item = f.MaybeText("item") },
        "transaction-begun" => new TransactionBegun(
            f.Text("step"), f.Int("attempt"), f.Text("xid"), f.Int("pid"), f.Time("backend_start"), f.Text("system"), f.Whole("timeline"), f.MaybeTime("stats_reset")),
        "commit-sent" => new CommitSent(f.Text("step"), f.Int("attempt"), f.MaybeValue("result")),
        "process-started" => new ProcessStarted(f.Text("step"), f.Int("attempt"), f.Int("pid"), f.Whole("started"), f.Text("boot")),
        "step-output" => new StepOutput(
            f.Text("step"), f.Int("attempt"), f.Text("stream"), f.Text("sha256"), f.Whole("bytes"), f.Flag("truncated"), f.Text("head"), f.MaybeText("tail"), f.MaybeText("file")),
        "step-outcome" => new StepOutcome(
            f.Text("step"), f.Int("attempt"), Words.StepStatuses.Read(f.Text("status")), TimeSpan.FromTicks(checked(f.Whole("duration_us") * TimeSpan.TicksPerMicrosecond)),
            f.MaybeValue("result"), Words.Changes.Read(f.Text("changed")), f.Maybe("failure", ReadFailure))
        { Metric = f.Maybe("metric", ReadMetric), ResultFile = f.Maybe("result_file", ReadStored), Mark = f.MaybeText("mark") },
        "undo-remembered" => new UndoRemembered(f.Text("step"), f.Int("attempt"), f.Each("steps", ReadKept)),
        "step-skipped" => new StepSkipped(f.Text("step"), f.MaybeText("id"), f.Text("step_kind"), f.MaybeText("title"), f.Text("reason")),
        "step-in-doubt" => new StepInDoubt(f.Text("step"), f.Int("attempt"), f.Text("reason")),
        "step-resolved" => new StepResolved(f.Text("step"), f.Int("attempt"), Words.Resolutions.Read(f.Text("resolution")), f.Text("by"), f.Text("reason")),
        "branch-taken" => new BranchTaken(f.Text("step"), f.MaybeText("arm")),
        "confirm-answered" => new ConfirmAnswered(f.Text("step"), f.Text("question"), f.Value("answer"), f.Text("by"), Words.Means.Read(f.Text("how"))),
        "approval-requested" => new ApprovalRequested(f.Text("step"), f.Text("question"), f.Int("approvals"), f.MaybeTime("expires")),
        _ => null,
    };

    private static Json.Object? Write(Rendered? r) => r is null ? null : new JsonMembers()
        .Text("sha256", r.Sha256).Text("text", r.Text).Text("file", r.File).List("values", r.Values, ValueJson.Write).ToObject();

    private static Rendered ReadRendered(JsonFields f) => new(f.Text("sha256"), f.MaybeText("text"), f.MaybeText("file"), f.List("values", ValueJson.Read));

    private static Json.Object Write(KeptStep s) => new JsonMembers()
        .Text("path", s.Path).Text("step_kind", s.StepKind).Text("effect", s.Effect).Text("target", s.Target).Add("rendered", Write(s.Rendered))
        .List("filled", s.Filled, filled => new JsonMembers().Text("text", filled.Text).Value("value", filled.Value).ToObject()).ToObject();

    private static KeptStep ReadKept(JsonFields f) => new(
        f.Text("path"), f.Text("step_kind"), f.Text("effect"), f.MaybeText("target"), f.Maybe("rendered", ReadRendered),
        f.Each("filled", filled => new FilledText(filled.Text("text"), filled.Value("value"))));

    private static Json.Object? Write(StoredOutput? o) => o is null ? null : new JsonMembers()
        .Text("sha256", o.Sha256).Whole("bytes", o.Bytes).Text("file", o.File).ToObject();

    private static StoredOutput ReadStored(JsonFields f) => new(f.Text("sha256"), f.Whole("bytes"), f.Text("file"));

    private static Json.Object? Write(Failure? x) => x is null ? null : new JsonMembers()
        .Text("code", x.Code).Text("message", x.Message).Text("sqlstate", x.SqlState).Text("hint", x.Hint).ToObject();

    private static Failure ReadFailure(JsonFields f) => new(f.Text("code"), f.Text("message"), f.MaybeText("sqlstate"), f.MaybeText("hint"));

    private static Json.Object? Write(MetricReading? m) => m is null ? null : new JsonMembers()
        .Text("name", m.Name).Value("value", m.Value).Text("unit", m.Unit).Text("level", m.Level)
        .List("labels", m.Labels, l => new Json.Array([new Json.Text(l.Name), new Json.Text(l.Value)])).Text("system", m.System).ToObject();

    private static MetricReading ReadMetric(JsonFields f) => new(
        f.Text("name"), f.MaybeValue("value"), f.MaybeText("unit"), f.Text("level"), f.List("labels", ReadLabel), f.MaybeText("system"));

    private static Label ReadLabel(Json json) => ValueJson.Items(json) is [var name, var value] ? new(ValueJson.Text(name), ValueJson.Text(value)) : throw new FormatException();
}
