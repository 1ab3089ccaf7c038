namespace SomaBrain.Runbooks.Steps.Sql.Scram;

/// <summary>Normalization form KC of Unicode, for the characters of Unicode 3.2.</summary>
internal static class Compatibility
{
    private const int SyllableFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailFirst = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int Syllables = Leads * Vowels * Tails;

    public static List<int> Normalize(IEnumerable<int> text)
    {
        var rules = CharacterRules.Instance;
        List<int> codes = [.. text.SelectMany(code => Decompose(rules, code))];
        Order(rules, codes);
        return Compose(rules, codes);
    }

    private static int[] Decompose(CharacterRules rules, int code)
    {
        var syllable = code - SyllableFirst;
        if (syllable is < 0 or >= Syllables)
        {
            return rules.Decomposition(code) ?? [code];
        }

        var (lead, vowel, tail) = (LeadFirst + (syllable / (Vowels * Tails)), VowelFirst + (syllable % (Vowels * Tails) / Tails), TailFirst + (syllable % Tails));
        return tail == TailFirst ? [lead, vowel] : [lead, vowel, tail];
    }

    /// <summary>Marks behind their letter, by their class.</summary>
    private static void Order(CharacterRules rules, List<int> codes)
    {
        for (var i = 1; i < codes.Count; i++)
        {
            var mark = rules.CombiningClass(codes[i]);
            for (var j = i; mark > 0 && j > 0 && rules.CombiningClass(codes[j - 1]) > mark; j--)
            {
                (codes[j - 1], codes[j]) = (codes[j], codes[j - 1]);
            }
        }
    }

    private static List<int> Compose(CharacterRules rules, List<int> codes)
    {
        List<int> composed = [];
        var (starter, before) = (-1, -1);
        foreach (var code in codes)
        {
            var mark = (int)rules.CombiningClass(code);
            if (starter >= 0 && (before < mark || before < 0) && One(rules, composed[starter], code) is { } one)
            {
                composed[starter] = one;
                continue;
            }

            if (mark == 0)
            {
                (starter, before) = (composed.Count, -1);
            }
            else
            {
                before = mark;
            }

            composed.Add(code);
        }

        return composed;
    }

    private static int? One(CharacterRules rules, int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + Leads && second is >= VowelFirst and < VowelFirst + Vowels)
        {
            return SyllableFirst + ((((first - LeadFirst) * Vowels) + second - VowelFirst) * Tails);
        }

        return first is >= SyllableFirst and < SyllableFirst + Syllables && (first - SyllableFirst) % Tails == 0 && second is > TailFirst and < TailFirst + Tails
            ? first + second - TailFirst
            : rules.Composition(first, second);
    }
}
