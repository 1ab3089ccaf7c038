using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>A session, or why there is none.</summary>
/// <param name="NobodyAnswered">No server was reached: what `may_be_down` forgives.</param>
public readonly record struct OpenedSession(SqlSession? Session, Diagnostic? Problem, bool NobodyAnswered);
