using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB15x: the values that a run is given.</content>
public static partial class Problems
{
    public static Diagnostic UnknownParameter(SourceSpan? span, string name, IReadOnlyCollection<string> known) =>
        Error("RB150", span, $"the playbook has no parameter `{name}`", Suggestion.Hint(name, known, "parameters"));

    public static Diagnostic ParameterGivenTwice(string name) =>
        Error("RB156", null, $"parameter `{name}` is given twice", "give it once; the items of a list stand between commas");

    public static Diagnostic ParameterMissing(SourceSpan span, string name, string expected, string? help) =>
        Error("RB151", span, $"parameter `{name}` has no value{(help is null ? "" : $": {help}")}", $"give it: `-p {name}=…` ({expected})");

    public static Diagnostic ParameterGivenWrong(SourceSpan? span, string name, string why, string expected, string? help) =>
        Error("RB152", span, $"parameter `{name}`: {why}", $"give {expected}{(help is null ? "" : $": {help}")}");

    public static Diagnostic SecretOnCommandLine(string name, string? from) => Error(
        "RB153", null, $"parameter `{name}` is a secret: everybody could read it in the process list", from is null ? "give the playbook a source for it: `from: env:NAME`" : $"it comes from `{from}`; leave `-p {name}` out");

    public static Diagnostic SecretNotThere(SourceSpan span, string name, string from, string why) =>
        Error("RB154", span, $"secret `{name}` cannot be read from `{from}`: {why}", "put it there, or change `from`");

    public static Diagnostic ParameterNotGiven(string text) =>
        Error("RB155", null, $"`-p {text}` gives no value", "write `-p name=value`");

    public static Diagnostic SecretInFile(SourceSpan span, string name, string? from) => Error(
        "RB157", span, $"parameter `{name}` is a secret: it never stands in a file of parameters", from is null ? "give the playbook a source for it: `from: env:NAME`" : $"it comes from `{from}`; take it out, and change it if the file was seen by others");

    public static Diagnostic ParametersFileNotReadable(string path, string why) =>
        Error("RB158", null, $"`--params-file {path}` cannot be read: {why}", "give the path of a YAML file with `name: value` lines");
}
