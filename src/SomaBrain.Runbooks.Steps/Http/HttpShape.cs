using System.Collections.Immutable;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Steps.Http;

internal static class HttpShape
{
    public static readonly ImmutableArray<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public static readonly KindShape Shape = new(
        "A request to a web server. Needs an `effect`. The answer has at most 1 MiB; a redirect to another server is an error.",
        new Shape.Template("\\s*[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\s][^/?#@\\s]*([/?#][\\s\\S]*)?", "an address such as `https://host/path`"),
        "https://status.example.com/api/incidents",
        [
            new("method", new Shape.Words(Methods), "The method of the request.") { Default = "GET", Example = "POST" },
            new("headers", new Shape.Map(new Shape.Template(), "[A-Za-z0-9!#$%&'*+.^_`|~-]+"), "Headers of the request.") { Example = "{ Authorization: \"Bearer {{ params.token }}\" }" },
            new("body", new Shape.Template(), "What is sent; a row or a list is sent as JSON.") { Example = "\"{{ steps.report.row }}\"" },
            new("status", new Shape.AnyOf([new Shape.Integer(100, 599), new Shape.List(new Shape.Integer(100, 599), Least: 1)]), "The codes that are a success; 200 to 299 unless set.") { Example = "[200, 404]" },
        ])
    {
        Language = "text",
        Needs = ["effect"],
        Without = ["on", "database", "sensitive"],
    };
}
