namespace SomaBrain.Runbooks.Journaling;

/// <summary>Is told of each entry after it was appended: views.</summary>
public interface IRunObserver
{
    void On(JournalEntry entry);
}
