namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>`parse`: what the output is read as.</summary>
public enum OutputForm
{
    Text,

    /// <summary>One JSON value: `steps.x.json`.</summary>
    Json,

    /// <summary>`steps.x.lines`, which is always there.</summary>
    Lines,

    /// <summary>Columns between tabs: `steps.x.rows`, each row a list.</summary>
    Tsv,
}
