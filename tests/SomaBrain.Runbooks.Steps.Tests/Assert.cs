namespace SomaBrain.Runbooks.Steps.Tests;

/// <summary>xunit's own: to the compiler `Assert` would be the folder of the step kind, which is nearer.</summary>
public sealed class Assert : Xunit.Assert;
