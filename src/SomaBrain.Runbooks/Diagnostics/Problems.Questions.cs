using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>What others want to know of a problem, so that its code is written in this folder only.</content>
public static partial class Problems
{
    /// <summary>Whether a step did its work and the answer was no.</summary>
    public static bool IsSaidNo(Diagnostic problem) => problem.Code is "RB410" or "RB411";

    /// <summary>Whether a run waits for what nobody can give to this version.</summary>
    public static bool IsAboutApprovals(Diagnostic problem) => problem.Code == "RB471";

    /// <summary>Whether a step could not be prepared for what its machine lacks: a user, a server that answers.</summary>
    public static bool IsOfTheWorld(Diagnostic problem) => problem.Code == "RB488" || IsServiceDown(problem.Code);

    /// <summary>A server lacks what an earlier step may make: a database, a schema, a relation, a column, a function, a role, or itself.</summary>
    public static bool IsMissingObject(Diagnostic problem) =>
        problem.SqlState is "3D000" or "3F000" or "42P01" or "42703" or "42883" or "42704" || IsServiceDown(problem.Code);

    /// <summary>Whether a step was refused for the number of its rows.</summary>
    public static bool IsContractBroken(Diagnostic problem) => problem.Code == "RB434";

    /// <summary>A failure that a test makes: of a server when it has a SQLSTATE, else of a command.</summary>
    public static Diagnostic AsWritten(SourceSpan span, string? code, string message, string? sqlState) =>
        new(code ?? (sqlState is null ? "RB421" : "RB430"), Severity.Error, span, message) { SqlState = sqlState };

    /// <summary>Whether a command ended as its step does not expect, or a web server answered so.</summary>
    public static bool IsUnexpectedEnd(Diagnostic problem) => problem.Code is "RB421" or "RB485";

    /// <summary>Whether the step itself ended well, and what is asked or kept after it did not.</summary>
    public static bool IsOfTheEndOfAStep(string code) => code is "RB450" or "RB453" or "RB452";

    /// <summary>The one failure after which libpq looks at the next server although this one answered.</summary>
    public static bool IsUnfitServer(Diagnostic problem) => problem.Code == "RB654";

    public static bool IsOfferingNoTls(Diagnostic problem) => problem.Code == "RB657";

    /// <summary>The handshake failed, or there was none to make.</summary>
    public static bool IsAboutTls(Diagnostic problem) => problem.Code is "RB649" or "RB657";

    /// <summary>It answered, and is not what the target is declared to be.</summary>
    public static bool IsWrongServer(Diagnostic problem) => problem.Code is "RB660" or "RB661" or "RB662";

    /// <summary>
    /// The service itself does not answer. Everything else about a connection (password, TLS, wrong server) says only that
    /// nothing could be judged.
    /// </summary>
    public static bool IsServiceDown(string code) => code is "RB640" or "RB641" or "RB643" or "RB647" or "RB648" or "RB652" or "RB653" or "RB655";
}
