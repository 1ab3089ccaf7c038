using System.Text;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Saving;

/// <summary>Rows on their way into a file: one at a time, however many there are.</summary>
internal sealed class RowFile(SaveTarget target) : IRowSink, IDisposable
{
    private readonly SavedFile _file = new(target);
    private readonly StringBuilder _line = new();
    private bool _isFirst = true;

    /// <summary>Once, before the first row.</summary>
    public void Begin(IEnumerable<string> columns)
    {
        switch (target.Form)
        {
            case SaveForm.Csv:
                Line(columns, RowText.Csv, ',', "\r\n");
                break;
            case SaveForm.Tsv:
                Line(columns, RowText.Tsv, '\t', "\n");
                break;
            case SaveForm.Json:
                Write("[");
                break;
            default:
                break;
        }
    }

    public void Add(Value.Row row)
    {
        var texts = row.Fields.Select(field => (field.Value as Value.Cell)?.Content);
        switch (target.Form)
        {
            case SaveForm.Csv:
                Line(texts, RowText.Csv, ',', "\r\n");
                break;
            case SaveForm.Tsv:
                Line(texts, RowText.Tsv, '\t', "\n");
                break;
            case SaveForm.Txt:
                Line(texts, text => text ?? "", '\t', "\n");
                break;
            default:
                Write(_isFirst ? "\n" : ",\n");
                Write(JsonText.Of(row));
                break;
        }

        _isFirst = false;
    }

    /// <inheritdoc cref="SavedFile.Keep"/>
    public Field[] Keep()
    {
        if (target.Form == SaveForm.Json)
        {
            Write("\n]\n");
        }

        return _file.Keep();
    }

    /// <inheritdoc cref="SavedFile.Withdraw"/>
    public void Withdraw() => _file.Withdraw();

    public void Dispose() => _file.Dispose();

    private void Line(IEnumerable<string?> texts, Func<string?, string> write, char between, string end)
    {
        _line.Clear();
        var first = true;
        foreach (var text in texts)
        {
            if (!first)
            {
                _line.Append(between);
            }

            _line.Append(write(text));
            first = false;
        }

        Write(_line.Append(end).ToString());
    }

    private void Write(string text) => _file.Write(Encoding.UTF8.GetBytes(text));
}
