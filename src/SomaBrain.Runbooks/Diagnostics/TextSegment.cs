namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>A piece of a rendered diagnostic; holds no control character but the line feed.</summary>
public readonly record struct TextSegment(string Text, TextRole Role);
