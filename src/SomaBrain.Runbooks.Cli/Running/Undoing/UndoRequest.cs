using SomaBrain.Runbooks.Cli.Commands;
using SomaBrain.Runbooks.Cli.Views;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>What the command line of `undo` asks for.</summary>
/// <param name="Run">A run id, a beginning of one, or `last`.</param>
/// <param name="Operator">`--as`.</param>
/// <param name="Plan">`--dry-run`: how the plan is shown; null: it is done.</param>
internal sealed record UndoRequest(string Run, bool Yes, string? Operator, RunFormat Format, PlanFormat? Plan, bool NoColor, Loudness Loudness);
