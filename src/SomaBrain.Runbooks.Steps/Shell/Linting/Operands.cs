namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>What the arguments are that are no options.</summary>
internal enum Operands
{
    /// <summary>A file of the interpreter's and its arguments.</summary>
    Own,

    /// <summary>Something, with options between and behind.</summary>
    Mixed,

    /// <summary>A program, and what it works on.</summary>
    Program,

    /// <summary>All are one program.</summary>
    Programs,

    /// <summary>All but the first are one program.</summary>
    ProgramBehindFirst,

    /// <summary>Another command.</summary>
    Command,

    /// <summary>All but the first are another command.</summary>
    CommandBehindFirst,
}
