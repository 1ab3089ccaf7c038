namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>What a plan says of steps behind one that it did not run.</summary>
public static class PlanBehindAChange
{
    private const string Change = "  - { effect: write, shell: [mkdir, made] }\n";

    [Theory]
    [InlineData("sql: SELECT 1, save: made/x.csv", "the result cannot be saved to `")]
    [InlineData("shell: [uname], effect: read, save: made/x.txt", "the result cannot be saved to `")]
    [InlineData("shell: [uname], effect: read, save: x.yaml.txt", "`")]
    [InlineData("id: pw, secret: 'file:made/pw'", "the secret of step `pw` cannot be read from `file:made/pw`")]
    [InlineData("shell: [uname], effect: read, user: nobody-of-here", "this machine has no user `nobody-of-here`")]
    public static void What_the_change_may_make_is_not_missed(string step, string why)
    {
        Plan($"{Change}  - {{ {step} }}\n").Exits(0).Prints($"step 1 was not run; without it: {why}").Prints("not simulated 2").NeverShows("Attention");
        Plan($"  - {{ {step} }}\n").Exits(1).Prints("Attention: the run would end at step ");
    }

    [Fact]
    public static void A_secret_that_is_not_there_yet_is_secret() =>
        Plan($"{Change}  - {{ id: pw, secret: 'file:made/pw' }}\n  - {{ effect: write, shell: [x], env: {{ A: '{{{{ steps.pw.value }}}}' }} }}\n").Exits(0).Prints("| A=‹secret steps.pw›\n");

    [Fact]
    public static void A_value_that_is_wrong_stays_so() =>
        Plan($"{Change}  - {{ effect: read, shell: [x, '{{{{ params.d }}}}'] }}\n", "params: { d: { type: string, default: -rf } }\n").Exits(1).Prints("Attention: the run would end at step 2 with code 1");

    [Fact]
    public static void A_text_loses_only_what_is_not_known() => Plan("""
          - id: w
            effect: write
            shell: [x]
          - effect: write
            env: { P: "a {{ steps.w.stdout }}" }
            cwd: /srv/{{ params.t }}/{{ steps.w.stdout }}
            shell: [rm, -rf, "/srv/{{ params.t }}/{{ steps.w.stdout }}", "b {{ params.t }} {{ steps.w.stdout }}", "{{ steps.w.stdout }}", (known after step w)]
          - confirm: Drop {{ params.t }} with {{ steps.w.stdout }}?
            phrase: "{{ params.t }}-{{ steps.w.stdout }}"
          - effect: write
            http: http://127.0.0.1:9/{{ params.t }}/{{ steps.w.stdout }}
            method: POST
            body: drop {{ steps.w.stdout }}
          - title: Do {{ params.t }} {{ steps.w.stdout }}
            save: "{{ params.t }}-{{ steps.w.stdout }}.csv"
            sql: SELECT 1
          - secret: generate:32
            save: "{{ params.t }}-{{ steps.w.stdout }}"
            key: a
          - note: "{{ params.t }}: {{ steps.w.stdout }}"

        """, "params: { t: { type: string, default: prod } }\n").Exits(0)
        .Prints("""
                            | P='a '(known after step w)
                            | rm -rf /srv/prod/(known after step w) 'b prod '(known after step w) (known after step w) '(known after step w)'
                            | cwd: /srv/prod/(known after step w)

            """)
        .Prints("confirm  Drop prod with (known after step w)?\n")
        .Prints("| POST http://127.0.0.1:9/prod/(known after step w)\n                | \n                | drop (known after step w)\n")
        .Prints("Do prod (known after step w)\n")
        .Prints("its result goes to prod-(known after step w).csv\n")
        .Prints("generate:32, kept as a in prod-(known after step w)\n")
        .Prints("note  prod: (known after step w)\n")
        .NeverShows("$1 =");

    internal static RunbookResult Plan(string steps, string top = "")
    {
        using var folder = new TempFolder();
        return Runbook.In(folder).File("x.yaml.txt", "").File("x.yaml", $"runbook: 1\ntitle: t\neffect: destroy\n{top}steps:\n{steps}").Run("plan", "x.yaml", "--target", "host=/nowhere");
    }
}
