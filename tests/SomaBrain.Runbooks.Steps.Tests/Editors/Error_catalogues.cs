namespace SomaBrain.Runbooks.Steps.Tests.Editors;

public sealed class Error_catalogues
{
    [Fact]
    public void The_schema_takes_the_catalogue_of_the_playbooks_and_refuses_wrong_ones()
    {
        string[] documents =
        [
            File.ReadAllText(Repository.At("playbooks/errors.yaml")),
            "errors: 1\nentries: [{ name: a, cause: b, solution: c }]",
            "errors: 1\nentries: [{ sqlstate: \"2350\", name: a, cause: b, solution: c }]",
            "errors: 1\nentries: [{ sqlstate: \"23505\", pattern: abc, name: a, cause: b, solution: c }]",
            "errors: 1\nentries: [{ pattern: abc, name: a, cause: b }]",
            "errors: 2\nentries: []",
        ];
        var (_, errors) = Validation.Errors(documents, Repository.At("schemas/errors.schema.json"));
        Assert.Empty(errors[0]);
        Assert.All(errors.Skip(1), Assert.NotEmpty);
    }
}
