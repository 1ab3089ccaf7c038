namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>libpq's `sslmode`, from careless to strict.</summary>
public enum TlsMode
{
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}
