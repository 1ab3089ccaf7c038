using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Journaling;

public static class LargeResults
{
    private static readonly ImmutableArray<Value> Kinds =
    [
        Value.Null.Instance,
        new Value.Boolean(false),
        new Value.Integer(long.MinValue),
        new Value.Number(decimal.MinValue),
        new Value.Number(0.0000000000000000000000000001m),
        new Value.Text(""),
        new Value.Text("\u0001\u0001"),
        new Value.Text("ж\"\\\ud83d\ude00"),
        new Value.Timestamp(DateTimeOffset.MaxValue),
        new Value.Duration(TimeSpan.MinValue),
        new Value.Size(long.MinValue),
        new Value.Bytes([.. new byte[100]]),
        new Value.Secret("steps.a.b\u0001", new Value.Text("hunter2")),
        new Value.Missing("\u0001"),
        new Value.Unknown("step \u0001"),
        new Value.Cell("1", "pg_catalog.int4", new Value.Integer(1)),
        new Value.Cell("", null, new Value.List([new Value.Text("\u0001")])),
        new Value.Row([]),
        new Value.Row([new("$a", new Value.Text("x"))]),
        new Value.Row([new("a", new Value.Text("x")), new("a", new Value.Text("\u0001"))]),
        new Value.Row([new("\u0001", new Value.Cell("\u0001", "\u0001", new Value.Text("\u0001")))]),
        new Value.List([]),
    ];

    [Fact]
    public static void A_result_stands_in_its_line_exactly_while_it_is_short_enough() => Assert.All(Kinds, kind =>
    {
        var store = new Store();
        var shelf = new OutputShelf(store);
        var first = Bytes(Many(kind, 1)).Length;
        var most = 1 + ((OutputShelf.Inline - first) / (Bytes(Many(kind, 2)).Length - first));

        Assert.Equal((Many(kind, most), null), shelf.Keep(Many(kind, most)));
        Assert.Equal((null, store.Put(Bytes(Many(kind, most + 1)))), shelf.Keep(Many(kind, most + 1)));
        Assert.Equal((kind, null), shelf.Keep(kind));
    });

    [Fact]
    public static void A_text_of_any_length_is_kept_whole_somewhere()
    {
        foreach (var length in new[] { 1, 1023, 1024, 1025, OutputShelf.Inline - 2, OutputShelf.Inline - 1, OutputShelf.Inline })
        {
            var store = new Store();
            var (value, file) = new OutputShelf(store).Keep(new Value.Text(new string('x', length)));
            var kept = value is null ? Encoding.UTF8.GetString(store.Last) : Encoding.UTF8.GetString(Bytes(value));
            Assert.Equal($"\"{new string('x', length)}\"", kept);
            Assert.Equal(length + 2 > OutputShelf.Inline, file is not null);
        }
    }

    private static Value.List Many(Value value, int count) => new([.. Enumerable.Repeat(value, count)]);

    private static byte[] Bytes(Value value) => CanonicalJson.Write(ValueJson.Write(value));

    private sealed class Store : IOutputStore
    {
        public byte[] Last { get; private set; } = [];

        public StoredOutput Put(ReadOnlySpan<byte> content)
        {
            Last = content.ToArray();
            return new(JournalLine.Hash(content), content.Length, "outputs/x");
        }

        public IOutputSpool Spool() => throw new NotSupportedException();
    }
}
