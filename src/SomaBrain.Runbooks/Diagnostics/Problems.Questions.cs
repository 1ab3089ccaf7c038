namespace SomaBrain.Runbooks.Diagnostics;

/// <content>What others want to know of a problem, so that its code is written in this folder only.</content>
public static partial class Problems
{
    /// <summary>The one failure after which libpq looks at the next server although this one answered.</summary>
    public static bool IsUnfitServer(Diagnostic problem) => problem.Code == "RB654";

    public static bool IsOfferingNoTls(Diagnostic problem) => problem.Code == "RB657";

    /// <summary>The handshake failed, or there was none to make.</summary>
    public static bool IsAboutTls(Diagnostic problem) => problem.Code is "RB649" or "RB657";

    /// <summary>
    /// The service itself does not answer. Everything else about a connection (password, TLS, wrong server) says only that
    /// nothing could be judged.
    /// </summary>
    public static bool IsServiceDown(string code) => code is "RB640" or "RB641" or "RB643" or "RB647" or "RB648" or "RB652" or "RB653" or "RB655";
}
