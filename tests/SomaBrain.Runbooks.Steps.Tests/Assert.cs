namespace SomaBrain.Runbooks.Steps.Tests;

/// <summary>xunit's: from here its name would mean the folder of the step kind `assert`.</summary>
internal abstract class Assert : Xunit.Assert;
