using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Scram;

/// <summary>
/// What PostgreSQL keeps of a password (RFC 5802, RFC 7677): the server never sees the password itself, nor does its log.
/// </summary>
public static class ScramVerifier
{
    /// <summary>Bytes of salt, as PostgreSQL uses.</summary>
    public const int SaltLength = 16;

    /// <summary>PostgreSQL's default, and what every client of it expects to take.</summary>
    private const int Iterations = 4096;

    public static string Of(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(SaslPrep.Apply(password)), salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}");
    }
}
