using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Tests.Docs;

/// <summary>The playbooks of a document that have a file name, for those that call them.</summary>
internal sealed class DocumentedPlaybooks(IReadOnlyDictionary<string, string> files) : IPlaybooks
{
    public string Identity(Source playbook) => playbook.Name;

    public Source? Open(MappedText path, Source caller, DiagnosticBag problems)
    {
        if (files.TryGetValue(path.Content, out var text))
        {
            return new(path.Content, text);
        }

        problems.Add(Problems.CalleeNotReadable(path.Whole, path.Content, "the document has no such file"));
        return null;
    }
}
