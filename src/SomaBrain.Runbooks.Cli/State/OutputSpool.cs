using System.Security.Cryptography;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps.Saving;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>Takes a large output into a file under a temporary name, which gets its hash as its name at the end.</summary>
public sealed class OutputSpool : IOutputSpool
{
    private readonly string _directory;
    private readonly string _path;
    private readonly FileStream _file;

    /// <param name="directory">`outputs` of a run.</param>
    public OutputSpool(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory, StateDirectory.OwnerOnly);
        _path = Path.Combine(directory, $".{Path.GetRandomFileName()}");
        _file = new(_path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = StateDirectory.OwnerFile });
        Stream = new Unclosed(_file);
    }

    public Stream Stream { get; }

    public StoredOutput Keep()
    {
        Durable.Flush(_file);
        var bytes = _file.Length;
        _file.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(_file));
        _file.Dispose();
        File.Move(_path, Path.Combine(_directory, hash), overwrite: true);
        Libc.FlushDirectory(_directory);
        Libc.FlushDirectory(Path.GetDirectoryName(_directory)!); // it may be new
        return new(hash, bytes, $"outputs/{hash}");
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk, and nobody wants the file any more.
        }

        File.Delete(_path);
    }

    /// <summary>Whoever writes closes its stream when the child ends; the file is still needed then.</summary>
    private sealed class Unclosed(FileStream file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => file.Position = value; }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => file.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => file.Write(buffer);
    }
}
