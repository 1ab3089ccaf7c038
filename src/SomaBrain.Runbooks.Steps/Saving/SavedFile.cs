using System.Security.Cryptography;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Saving;

/// <summary>
/// A result on its way into a file that only its owner may read: under a temporary name beside it, so that nobody ever sees a
/// part, and gone when it is not kept.
/// </summary>
internal sealed class SavedFile : Stream
{
    private readonly SaveTarget _target;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isKept;

    /// <exception cref="SaveFailure">The directory cannot be written.</exception>
    public SavedFile(SaveTarget target)
    {
        _target = target;
        _temporary = Path.Combine(Path.GetDirectoryName(target.Path)!, $".{Path.GetFileName(target.Path)}.{Path.GetRandomFileName()}");
        _file = Try(() => new FileStream(_temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = 1 << 16,
        }));
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Puts the file under its name, on disk when it returns. Never over another.</summary>
    /// <returns>The members `file` and `sha256`.</returns>
    public Field[] Keep() => Try(() =>
    {
        Durable.Flush(_file);
        _file.Dispose();
        HardLink.Create(_temporary, _target.Path); // fails where the name is taken, which a rename would not
        File.Delete(_temporary);
        _isKept = true;
        HardLink.FlushDirectory(Path.GetDirectoryName(_target.Path)!);
        return new Field[] { new("file", new Value.Text(_target.Path)), new("sha256", new Value.Text(Convert.ToHexStringLower(_hash.GetHashAndReset()))) };
    });

    /// <summary>What was to be kept did not come to be.</summary>
    public void Withdraw()
    {
        if (_isKept)
        {
            File.Delete(_target.Path);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _hash.AppendData(buffer);
            _file.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                _file.Dispose();
            }
            catch (IOException)
            {
                // a full disk, and nobody wants the file any more
            }

            File.Delete(_temporary);
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    private SaveFailure Failure(Exception e) => new(
        e is FileTaken ? Problems.SaveExists(_target.Span, _target.Path) : Problems.SaveFailed(_target.Span, _target.Path, FileTrouble.Of(e)), e);
}
