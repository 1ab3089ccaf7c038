using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Reading;

public sealed class Patterns
{
    [Fact]
    public void A_value_that_takes_too_long_to_match_is_refused_and_nothing_is_thrown()
    {
        var endless = new Regex(@"\A(?:(a|b|c)*d)\z", RegexOptions.NonBacktracking, TimeSpan.FromTicks(1));
        var parameter = new Parameter("a", ParameterType.String, null, false, null, null, null, endless, [], ParameterType.String, null, new Source("a.yaml", "a").Span(0, 1));

        var why = ParameterValue.Outside(parameter, new Value.Text(new string('a', 1 << 20)));

        Assert.Contains("longer to be matched", why, StringComparison.Ordinal);
    }
}
