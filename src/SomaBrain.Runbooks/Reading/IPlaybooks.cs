using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Where the playbooks are that another one calls. The core knows no files.</summary>
public interface IPlaybooks
{
    /// <summary>What tells a playbook from all others, however it is named: its real path.</summary>
    string Identity(Source playbook);

    /// <summary>The playbook that a path means, seen from the one that calls it; null when a diagnostic was left.</summary>
    /// <param name="path">As written.</param>
    Source? Open(MappedText path, Source caller, DiagnosticBag problems);
}
