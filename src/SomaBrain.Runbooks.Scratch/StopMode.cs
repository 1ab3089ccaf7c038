namespace SomaBrain.Runbooks.Scratch;

/// <summary>PostgreSQL's three ways to stop, named as <c>pg_ctl stop -m</c> names them.</summary>
public enum StopMode
{
    /// <summary>Waits until the last client has gone.</summary>
    Smart,

    /// <summary>Ends the clients, writes a checkpoint.</summary>
    Fast,

    /// <summary>Writes nothing: the next start recovers as after a crash.</summary>
    Immediate,
}
