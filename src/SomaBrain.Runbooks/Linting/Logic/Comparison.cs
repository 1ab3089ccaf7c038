namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>What is compared with a constant by `==`, and with which.</summary>
internal sealed class Comparison(string left, string constant)
{
    public string Left => left;

    public string Constant => constant;
}
