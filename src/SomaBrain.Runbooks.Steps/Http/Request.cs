using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Steps.Http;

/// <summary>A request with its holes filled; or why not; or what will tell what is not known yet.</summary>
internal sealed record Request(
    Uri? Url, ImmutableArray<KeyValuePair<string, string>> Headers, string? Body, bool IsJson, Description? Description, string? Until, Diagnostic? Problem)
{
    public static Request Refused(Diagnostic problem) => new(null, [], null, false, null, null, problem);
}
