using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps;

/// <summary>
/// What a kind reads its step from. Every expression and template goes through here, so that the names in it can be
/// checked when the whole playbook is known.
/// </summary>
public abstract class StepReading
{
    /// <summary>The value of the kind's own key.</summary>
    public abstract YamlNode Value { get; }

    /// <summary>The step's mapping: the kind's options stand beside its key.</summary>
    public abstract MappingReader Options { get; }

    public abstract DiagnosticBag Problems { get; }

    public abstract Defaults Defaults { get; }

    /// <summary>The kind's value as text; null when it is not, and a diagnostic is left.</summary>
    public abstract MappedText? ValueText();

    /// <param name="locals">Names the expression sees beside the usual ones (`value`).</param>
    public abstract Expression? Expression(MappedText text, params Local[] locals);

    /// <summary>An expression that must come to a boolean.</summary>
    public abstract Expression? Condition(MappedText text, params Local[] locals);

    /// <param name="locals">Names the holes see beside the usual ones.</param>
    public abstract Template? Template(MappedText text, HoleKind kind, params Local[] locals);

    /// <summary>An option that comes to a list: an expression, or a list of YAML. Null when absent or wrong.</summary>
    /// <param name="locals">Names that it sees beside the usual ones.</param>
    public abstract Expression? ListOption(string key, params Local[] locals);

    /// <summary>An option that is a condition; null when absent or wrong.</summary>
    public Expression? ConditionOption(string key, params Local[] locals) =>
        Options.Text(key) is { } text ? Condition(text, locals) : null;

    /// <summary>An option that is text with holes; null when absent or wrong.</summary>
    public Template? TemplateOption(string key, HoleKind kind = HoleKind.Text, params Local[] locals) =>
        Options.Text(key) is { } text ? Template(text, kind, locals) : null;

    /// <summary>An option that maps names to texts with holes, in order; empty when absent.</summary>
    public abstract ImmutableArray<KeyValuePair<string, Template>> Templates(string key, HoleKind kind = HoleKind.Text);

    /// <summary>Says that nothing secret may stand in the holes of a text, to be checked when all names are known.</summary>
    /// <param name="problem">What is wrong with one, by its name; null: it would be an argument that everybody can read.</param>
    public void RefuseSecrets(Template? template, Func<string, Diagnostic>? problem = null)
    {
        foreach (var part in template?.Parts ?? [])
        {
            if (part is TemplatePart.Hole hole)
            {
                RefuseSecrets(hole.Value, problem ?? (secret => Diagnostics.Problems.SecretInArgument(hole.Value.Span, secret)));
            }
        }
    }

    /// <summary>Says that an expression may not come to something secret.</summary>
    /// <param name="problem">What is wrong when it does, by the name of the secret.</param>
    public abstract void RefuseSecrets(Expression expression, Func<string, Diagnostic> problem);

    /// <summary>Has the value of an expression looked at before the run, once all names are known.</summary>
    /// <param name="judge">Gets the value, or an unknown of its type; says why no run could use it.</param>
    public abstract void Demand(Expression expression, Func<Value, Diagnostic?> judge);

    /// <summary>Whether the playbook may have so many statements more; says it once when it may not.</summary>
    public abstract bool HasRoom(int statements, SourceSpan at);

    /// <summary>A node that must be a mapping; null when it is not, and a diagnostic is left.</summary>
    public abstract MappingReader? Mapping(YamlNode node, string what);

    /// <summary>What the playbook asks for.</summary>
    public abstract ImmutableArray<Parameter> Parameters { get; }

    /// <summary>Whether a target must be a standby, and no step before this one may have promoted it.</summary>
    public abstract bool IsStandby(string target);

    /// <summary>Another playbook, read to stand inside this step; null when a diagnostic was left.</summary>
    /// <param name="path">Relative to this file.</param>
    /// <param name="targets">Names of its targets, and which of this playbook's they are.</param>
    public abstract Playbook? Callee(MappedText path, MappingReader? targets);

    /// <summary>Nested steps of an arm; a diagnostic is left when the node is no list of steps.</summary>
    /// <param name="locals">Names that the steps see beside the usual ones.</param>
    public abstract ImmutableArray<Step> Steps(YamlNode node, string arm, params Local[] locals);
}
