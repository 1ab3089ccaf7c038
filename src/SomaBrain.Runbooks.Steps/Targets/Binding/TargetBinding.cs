using SomaBrain.Runbooks.Model;
using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Binding;

/// <summary>Binds a playbook's targets to servers.</summary>
/// <param name="host">Environment, service file and password file.</param>
/// <param name="file">The targets file, where there is one.</param>
public sealed class TargetBinding(IHostEnvironment host, TargetsFile? file)
{
    private const string ScratchName = "scratch";

    private readonly LibpqRules _rules = new(host);

    /// <summary>
    /// A server that the run itself starts is not bound here, an optional one only when it is given. Each other target by its `--target`; one that has none, as psql without arguments would connect.
    /// </summary>
    /// <param name="declared">The playbook's targets, in its order; never empty.</param>
    /// <param name="arguments">The values of `--target`.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>Those that could be bound, in the order of the playbook.</returns>
    public ImmutableArray<BoundTarget> Bind(ImmutableArray<TargetDeclaration> declared, IEnumerable<string> arguments, DiagnosticBag problems)
    {
        var bindable = declared.Where(target => target.Connect is null).ToImmutableArray();
        var given = new Dictionary<string, TargetArgument>(StringComparer.Ordinal);
        var failed = false;
        foreach (var argument in arguments.Select(text => TargetArgument.Parse(text, declared, bindable, problems)))
        {
            failed |= argument is null;
            if (argument is not null && !given.TryAdd(argument.Target.Name, argument))
            {
                problems.Add(Problems.TargetBoundTwice(argument.Target.Name));
            }
        }

        // What a misspelt name was meant for would else be bound by the environment, to another server.
        if (failed)
        {
            return [];
        }

        var fromEnvironment = bindable.Where(target => !given.ContainsKey(target.Name) && !target.IsOptional).ToList();
        foreach (var target in fromEnvironment.Skip(1))
        {
            problems.Add(Problems.TargetNotBound(target.Span, target.Name, fromEnvironment[0].Name));
        }

        return
        [
            .. bindable.Where(target => given.ContainsKey(target.Name) || target == fromEnvironment.FirstOrDefault())
                .Select(target => given.TryGetValue(target.Name, out var argument) ? Bind(argument, problems)
                    : Server(target, ConnectionOptions.None, null, problems))
                .OfType<BoundTarget>(),
        ];
    }

    /// <summary>How to connect to a server of the targets file, whatever a playbook asks for; null after an error.</summary>
    public ConnectionSettings? Settings(ServerEntry entry, DiagnosticBag problems) =>
        WithPassword(entry, problems) is { } options ? _rules.Complete(options, problems) : null;

    private BoundTarget? Bind(TargetArgument argument, DiagnosticBag problems)
    {
        var target = argument.Target;
        if (argument.Text == ScratchName)
        {
            return new BoundTarget.Scratch(target);
        }

        if (ConnectionString.Is(argument.Text))
        {
            return ConnectionString.Parse(argument.Text, new($"--target {target.Name}"), problems) is { } options ? Server(target, options, null, problems) : null;
        }

        if (file?[argument.Text] is { } entry)
        {
            return WithPassword(entry, problems) is { } options ? Server(target, options, entry, problems) : null;
        }

        problems.Add(Problems.UnknownServer(argument.Text, file?.Path, [.. file?.Servers.Select(server => server.Name) ?? [], ScratchName]));
        return null;
    }

    private BoundTarget.Server? Server(TargetDeclaration target, ConnectionOptions options, ServerEntry? entry, DiagnosticBag problems) =>
        _rules.Complete(options, problems) is { } settings ? new(target, settings, entry) : null;

    private ConnectionOptions? WithPassword(ServerEntry entry, DiagnosticBag problems)
    {
        if (entry.Password is not { } source)
        {
            return entry.Options;
        }

        var password = source switch
        {
            PasswordSource.Variable variable => FromVariable(variable, entry, problems),
            PasswordSource.File path => FromFile(Path.Combine(Path.GetDirectoryName(file!.Path) ?? "", path.Path), entry, problems),
            _ => null,
        };
        return password is null ? null : entry.Options.With(new("password", password, new($"{source}", entry.Span)));
    }

    private string? FromVariable(PasswordSource.Variable variable, ServerEntry entry, DiagnosticBag problems)
    {
        if (host.Variable(variable.Name) is { Length: > 0 } password)
        {
            return password;
        }

        problems.Add(Problems.PasswordVariableMissing(entry.Span, entry.Name, variable.Name));
        return null;
    }

    private string? FromFile(string path, ServerEntry entry, DiagnosticBag problems)
    {
        if (host.Find(path) is not { IsPlain: true } found)
        {
            problems.Add(Problems.PasswordSourceMissing(entry.Span, entry.Name, path));
        }
        else if (!found.IsPrivate)
        {
            problems.Add(Problems.PasswordSourceTooOpen(entry.Span, path, Convert.ToString((int)found.Mode, 8)));
        }
        else if (host.ReadText(path)?.TrimEnd('\r', '\n') is { Length: > 0 } password && !password.Contains('\n', StringComparison.Ordinal))
        {
            return password;
        }
        else
        {
            problems.Add(Problems.PasswordSourceNotOneLine(entry.Span, path));
        }

        return null;
    }
}
