using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

public static class DefaultsReader
{
    public static Defaults Read(MappingReader mapping, PlaybookReading reading)
    {
        var none = Defaults.None;
        var defaults = new Defaults(
            mapping.Timeout("timeout"),
            mapping.Timeout("statement_timeout"),
            mapping.Timeout("lock_timeout") ?? none.LockTimeout,
            mapping.SearchPath(),
            RetryReader.Read(mapping) is { } retry ? retry with { IsDefault = true } : null,
            TargetReader.Name(mapping, "on", reading),
            mapping.Word("on_failure", HeaderReader.Failures) ?? none.OnFailure);
        mapping.Finish();
        return defaults;
    }
}
