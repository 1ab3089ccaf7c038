using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB130–RB139 and RB440–RB449: blocks, the end of a run, calls, loops.</content>
public static partial class Problems
{
    public static Diagnostic NobodyWaitsAtTheEnd(SourceSpan span, string question) => Error(
        "RB440",
        span,
        $"nobody is there to answer, and what runs after a stopped or doubtful step does not wait: {question}",
        "ask before, or run it on a terminal");
}
