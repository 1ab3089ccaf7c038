using System.Text;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>A report as a file: whole or not at all, and for its owner's eyes, as the journal is that it was read from.</summary>
internal static class ReportFile
{
    /// <summary>Takes the place of a file of that name. Null when it is written.</summary>
    public static Diagnostic? Write(string path, string text)
    {
        if (Directory.Exists(path))
        {
            return Problems.ReportNotWritten(path, "it is a folder");
        }

        var unfinished = $"{path}.{Environment.ProcessId}";
        try
        {
            using (var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = StateDirectory.OwnerFile }))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
            }

            File.Move(unfinished, path, overwrite: true);
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return Problems.ReportNotWritten(path, "there is no such folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problems.ReportNotWritten(path, FileTrouble.Of(e));
        }
    }
}
