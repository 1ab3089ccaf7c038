namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>How a result stands in its file, told by the file's extension.</summary>
public enum SaveForm
{
    /// <summary>RFC 4180: a header line, CRLF; null is empty, an empty text `""`.</summary>
    Csv,

    /// <summary>A header line, tabs between; `\t \n \r \\` escaped and null as `\N`, as COPY writes them.</summary>
    Tsv,

    /// <summary>A list of objects, one a line.</summary>
    Json,

    /// <summary>As it is: the bytes of a command, values with tabs between and no header of rows.</summary>
    Txt,
}
