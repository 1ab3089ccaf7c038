using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>Servers that a run starts itself, bound by what `connect` came to.</summary>
internal sealed class StartedServers(IHostEnvironment host) : ILateBinding
{
    public (SessionTarget? Target, Diagnostic? Problem) Bind(TargetDeclaration target, string connection)
    {
        var problems = new DiagnosticBag();
        var settings = ConnectionString.Parse(connection, new("connect", target.Connect?.Span), problems) is { } options
            ? new LibpqRules(host).Complete(options, problems)
            : null;
        return problems.FirstOrDefault(problem => problem.Severity == Severity.Error) is { } wrong || settings is null
            ? (null, problems.First())
            : (new(target.Name, settings, [TargetRequirement.Of(target)], settings.ToUri(), target.MayBeDown) { IsLocal = target.IsLocal }, null);
    }
}
