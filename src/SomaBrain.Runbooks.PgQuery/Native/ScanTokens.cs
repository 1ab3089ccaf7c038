using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>
/// What <c>pg_query_scan</c> calls to write its tokens, in the native program: <c>TokenReader</c> reads them. The linker prefers
/// these to the library's own, whose generated code knows each message of a statement's tree and would add 0.6 MB.
/// </summary>
internal static unsafe class ScanTokens
{
    private const int BeforeFields = 2; // the tag of a token, and its length

    [UnmanagedCallersOnly(EntryPoint = "pg_query__scan_token__init")]
    private static void Begin(Token* token) => *token = default;

    [UnmanagedCallersOnly(EntryPoint = "pg_query__scan_result__get_packed_size")]
    private static nuint Size(Result* result)
    {
        nuint size = 0;
        var longest = stackalloc byte[32];
        for (nuint i = 0; i < result->Count; i++)
        {
            size += Write(result->Tokens[i], longest);
        }

        return size;
    }

    [UnmanagedCallersOnly(EntryPoint = "pg_query__scan_result__pack")]
    private static nuint Pack(Result* result, byte* message)
    {
        nuint size = 0;
        for (nuint i = 0; i < result->Count; i++)
        {
            size += Write(result->Tokens[i], message + size);
        }

        return size;
    }

    private static nuint Write(Token* token, byte* message)
    {
        var end = message + BeforeFields;
        end = Field(1, token->Start, end);
        end = Field(2, token->End, end);
        end = Field(4, token->Code, end);
        end = Field(5, token->Keyword, end);
        message[0] = (2 << 3) | 2;
        message[1] = (byte)(end - message - BeforeFields);
        return (nuint)(end - message);
    }

    private static byte* Field(int number, int value, byte* at)
    {
        *at++ = (byte)(number << 3);
        var left = (uint)value;
        for (; left >= 0x80; left >>= 7)
        {
            *at++ = (byte)(left | 0x80);
        }

        *at++ = (byte)left;
        return at;
    }

    /// <summary><c>ProtobufCMessage</c>, with which each message begins.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public nint Descriptor;
        public uint UnknownCount;
        public nint Unknown;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Token
    {
        public Message Head;
        public int Start;
        public int End;
        public int Code;
        public int Keyword;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Result
    {
        public Message Head;
        public int Version;
        public nuint Count;
        public Token** Tokens;
    }
}
