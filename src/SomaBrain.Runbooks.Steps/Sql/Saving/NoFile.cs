using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Saving;

/// <summary>A dry run reads the rows, so that they are counted and what fails among them is found; it writes no file.</summary>
internal sealed class NoFile : IRowSink
{
    public static readonly NoFile Instance = new();

    public void Begin(IEnumerable<string> columns)
    {
    }

    public void Add(Value.Row row)
    {
    }
}
