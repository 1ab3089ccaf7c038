using SomaBrain.Runbooks.Diagnostics.Silencing;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A playbook without errors, with the names in it and the comments that silence warnings: what lint looks at.</summary>
public sealed record ReadPlaybook(Playbook Playbook, StepNames Names, SilencingComments Silencing);
