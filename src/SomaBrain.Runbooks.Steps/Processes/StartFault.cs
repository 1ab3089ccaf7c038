namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>Why a child was not started; nothing has happened then.</summary>
public enum StartFault
{
    CommandNotFound,
    NotExecutable,
    WorkingDirectory,

    /// <summary>No command, a NUL in an argument, or a bad name in the environment.</summary>
    Argument,

    /// <summary>Arguments and environment are larger than the kernel takes.</summary>
    TooLong,

    /// <summary>The stop was requested before the start.</summary>
    Stopped,

    /// <summary>The system refused: no memory, too many processes.</summary>
    System,
}
