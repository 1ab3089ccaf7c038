using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>Binds a server that was not there when the run began.</summary>
public interface ILateBinding
{
    /// <param name="connection">libpq's text: `host=… port=… dbname=…`.</param>
    /// <returns>The target, or why nobody can connect so.</returns>
    (SessionTarget? Target, Diagnostic? Problem) Bind(TargetDeclaration target, string connection);
}
