namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>How an answer came in.</summary>
public enum AnswerMeans
{
    Terminal,

    /// <summary>The flag `--yes`; nobody was asked.</summary>
    YesFlag,

    /// <summary>Given to `runbook resume`.</summary>
    Resume,
}
