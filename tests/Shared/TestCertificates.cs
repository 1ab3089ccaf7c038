namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>
/// A folder with the authorities `ca` and `other`, a server's certificate for `localhost` only (127.0.0.1 is the wrong name) and
/// a client's for `dave`, both by `ca`; each as NAME.crt and NAME.key.
/// </summary>
internal sealed class TestCertificates : IDisposable
{
    public TestCertificates()
    {
        foreach (var authority in new[] { "ca", "other" })
        {
            OpenSsl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", $"/CN={authority}", "-keyout", $"{authority}.key", "-out", $"{authority}.crt");
        }

        Sign("server", "localhost", "subjectAltName=DNS:localhost");
        Sign("dave", "dave", "keyUsage=digitalSignature");
        if (Environment.IsPrivilegedProcess)
        {
            Programs.Run("chown", ["postgres", $"{Path}/server.key"]);
        }

        Programs.Run("chmod", ["755", Path]);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("rb-tls-").FullName;

    /// <summary>What a server needs in its configuration.</summary>
    public IEnumerable<string> ServerSettings => ["ssl = on", $"ssl_cert_file = '{Path}/server.crt'", $"ssl_key_file = '{Path}/server.key'", $"ssl_ca_file = '{Path}/ca.crt'"];

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Sign(string name, string subject, string extension)
    {
        File.WriteAllText($"{Path}/{name}.ext", extension);
        OpenSsl("req", "-newkey", "rsa:2048", "-nodes", "-subj", $"/CN={subject}", "-keyout", $"{name}.key", "-out", $"{name}.csr");
        OpenSsl("x509", "-req", "-in", $"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", $"{name}.ext", "-out", $"{name}.crt");
        File.SetUnixFileMode($"{Path}/{name}.key", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void OpenSsl(params string[] arguments)
    {
        var (code, _, error) = Programs.Run("openssl", arguments.Select(a => a is ['-' or '/', ..] || !a.Contains('.', StringComparison.Ordinal) ? a : $"{Path}/{a}"));
        Assert.True(code == 0, error);
    }
}
