using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

// The child process of the tests: one mode a line, nothing shared between them.
var mode = args.Length > 0 ? args[0] : "";
var rest = args.Length > 1 ? args[1..] : [];
using var stdout = Console.OpenStandardOutput();
using var stderr = Console.OpenStandardError();
using var stdin = Console.OpenStandardInput();

switch (mode)
{
    case "echo":
        Write(stdout, string.Join(' ', rest) + "\n");
        return 0;
    case "error":
        Write(stderr, string.Join(' ', rest) + "\n");
        return 0;
    case "exit":
        return Number(0);
    case "sleep":
        Thread.Sleep(TimeSpan.FromSeconds(Number(0)));
        return 0;
    case "env":
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            Write(stdout, $"{entry.Key}={entry.Value}\n");
        }

        return 0;
    case "args": // each followed by a NUL
        foreach (var argument in rest)
        {
            Write(stdout, argument + "\0");
        }

        return 0;
    case "hex": // what it is given, one a line, as nothing on the way could change it
        foreach (var argument in rest)
        {
            Write(stdout, Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(argument)) + "\n");
        }

        return 0;
    case "hex-env": // the variables V0 V1 …, one a line
        for (var i = 0; Environment.GetEnvironmentVariable($"V{i}") is { } value; i++)
        {
            Write(stdout, Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(value)) + "\n");
        }

        return 0;
    case "hex-stdin":
        using (var all = new MemoryStream())
        {
            stdin.CopyTo(all);
            Write(stdout, Convert.ToHexString(all.ToArray()));
        }

        return 0;
    case "cat":
        stdin.CopyTo(stdout);
        return 0;
    case "flood": // MiB to stdout, then to stderr
        Flood(stdout, Number(0));
        Flood(stderr, rest.Length > 1 ? Number(1) : 0);
        return 0;
    case "ignore-signals":
        using (Ignore(PosixSignal.SIGINT))
        using (Ignore(PosixSignal.SIGTERM))
        using (Ignore(PosixSignal.SIGHUP))
        {
            Ready();
            Thread.Sleep(TimeSpan.FromSeconds(Number(0)));
        }

        return 0;
    case "grandchild": // in a session of its own, which this one waits for
        using (var grandchild = Process.Start("setsid", ["sleep", rest[0]]))
        {
            Ready();
            grandchild.WaitForExit();
        }

        return 0;
    case "hold-pipe": // ends at once, and leaves a process that holds its streams
        Process.Start("setsid", ["sleep", rest[0]]).Dispose();
        return 0;
    case "signal": // ends itself by that signal
        Process.Start("kill", [$"-{rest[0]}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    default:
        Write(stderr, $"unknown mode `{mode}`\n");
        return 64;
}

void Ready()
{
    Write(stdout, "ready\n");
    if (Environment.GetEnvironmentVariable("READY") is { } file)
    {
        File.WriteAllText(file, $"{Environment.ProcessId}\n");
    }
}

int Number(int index) => int.Parse(rest[index], CultureInfo.InvariantCulture);

static PosixSignalRegistration Ignore(PosixSignal signal) => PosixSignalRegistration.Create(signal, context => context.Cancel = true);

static void Write(Stream stream, string text)
{
    stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    stream.Flush();
}

static void Flood(Stream stream, int mebibytes)
{
    var block = new byte[1 << 16];
    for (var i = 0; i < block.Length; i++)
    {
        block[i] = (byte)(i % 64 == 63 ? '\n' : 'a' + (i % 26));
    }

    for (var i = 0; i < mebibytes * 16; i++)
    {
        stream.Write(block);
    }
}
