namespace SomaBrain.Runbooks.Tests.Expressions;

/// <summary>One case a line, `what ==> expected`; `#` and empty lines are for people, `⏎` is a line end.</summary>
internal static class CaseFile
{
    public static TheoryData<string, string> Pairs(string name)
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", name)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split(" ==> ");
                data.Add(parts[0].Replace("⏎", "\n", StringComparison.Ordinal), parts[1].TrimEnd());
            }
        }

        return data;
    }
}
