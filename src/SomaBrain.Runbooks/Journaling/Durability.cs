namespace SomaBrain.Runbooks.Journaling;

public enum Durability
{
    /// <summary>Written; on disk with the next flush. For `read` steps and output.</summary>
    Buffered,

    /// <summary>On disk before the append returns. For intents of effects, transactions, answers, outcomes.</summary>
    Flushed,
}
