namespace SomaBrain.Runbooks.Reading;

/// <summary>A loop that something stands in.</summary>
/// <param name="Path">Of the looped step.</param>
/// <param name="Id">By which its turns can be reached.</param>
public sealed record LoopAround(string Path, string? Id);
