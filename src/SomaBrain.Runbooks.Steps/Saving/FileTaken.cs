namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>Meanwhile somebody made a file of that name.</summary>
internal sealed class FileTaken(string path) : IOException(path);
