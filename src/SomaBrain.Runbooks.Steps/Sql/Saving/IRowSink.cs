using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Saving;

/// <summary>Where rows go one at a time, as there may be more than a result holds.</summary>
internal interface IRowSink
{
    /// <summary>Once, before the first row.</summary>
    void Begin(IEnumerable<string> columns);

    void Add(Value.Row row);
}
