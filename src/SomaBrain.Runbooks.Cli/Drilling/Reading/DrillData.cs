namespace SomaBrain.Runbooks.Cli.Drilling.Reading;

/// <summary>What the primary holds.</summary>
internal enum DrillData
{
    None,
    Schema,
    Small,

    /// <summary>200,000 audit rows over 60 days, 50,000 outbox events.</summary>
    Full,
}
