using System.Net.Sockets;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.State;

/// <summary>A lock that cannot be had is not one that another process has.</summary>
public sealed class UnusableLocks
{
    [Theory]
    [InlineData("resume")]
    [InlineData("undo")]
    [InlineData("anchor")]
    public void Nobody_is_waited_for_where_nothing_can_be_written(string command)
    {
        using var lab = new Lab().Steps("  - shell: [echo, hi]\n    effect: read\n");
        lab.Run("host=/nowhere").Exits(0);

        // A socket can be opened by nobody, root included: it stands for a disk that is mounted read-only.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(lab.Folder["s"]));
        var held = Path.Combine(lab.State, lab.Runs()[0], "journal.jsonl.lock");
        File.Delete(held);
        File.CreateSymbolicLink(held, lab.Folder["s"]);

        Lab.Checked(lab.Program.Run(command, "last")).Exits(1).Says("RB905").NeverShows("another process");
        Lab.Checked(lab.Program.Run("show", "last")).Exits(0);
        Lab.Checked(lab.Program.Run("history")).Exits(0).Prints("done");
    }
}
