namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>Where a statement carries a secret.</summary>
internal enum SecretPlace
{
    None,

    /// <summary>Bound: the server logs it with the parameters only.</summary>
    Parameter,

    /// <summary>By a filter: it stands wherever the statement does.</summary>
    Text,
}
