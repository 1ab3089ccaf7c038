using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Where only one text is at hand: it can call nothing.</summary>
public sealed class NoPlaybooks : IPlaybooks
{
    public string Identity(Source playbook) => playbook.Name;

    public Source? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        problems.Add(Problems.CalleeNotReadable(path.Whole, path.Content, "no other playbook is at hand"));
        return null;
    }
}
