namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>`plan --detailed-exitcode`, for a pipeline that asks a person only where something would change.</summary>
public static class PlanCodes
{
    [Theory]
    [InlineData("{ shell: [touch, x], effect: write }", 2)]
    [InlineData("{ shell: [touch, x], effect: destroy }", 2)]
    [InlineData("{ shell: ['true'], effect: read }", 0)]
    [InlineData("{ shell: [touch, x], effect: write, when: 'false' }", 0)]
    [InlineData("{ assert: 'false' }", 4)]
    public static void A_change_has_a_code_of_its_own(string step, int code)
    {
        using var folder = new TempFolder();
        var program = Runbook.In(folder).File("x.yaml", $"runbook: 1\ntitle: t\nsteps:\n  - {step}\n");

        program.Run("plan", "x.yaml", "--detailed-exitcode").Exits(code);
        program.Run("plan", "x.yaml").Exits(code == 2 ? 0 : code);
    }
}
