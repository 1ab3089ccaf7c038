namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>What became of a step in doubt.</summary>
public enum Resolution
{
    Done,
    NotDone,
    Retry,
}
