namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>Words that other tools have for what has another name here. Letters that are near would lead astray: `if` is not `id`.</summary>
internal static class ForeignWords
{
    /// <summary>Ours, and theirs.</summary>
    private static readonly string[] Lines =
    [
        "title: name",
        "id: name register",
        "help: description desc doc",
        "summary: description desc",
        "owner: author maintainer",
        "effect: risk impact",
        "vars: variables variable",
        "params: parameters inputs input args arguments",
        "with: parameters inputs args arguments variables",
        "optional: nullable",
        "values: enum options allowed",
        "choices: options values",
        "pattern: regex match",
        "targets: servers hosts databases",
        "on: target server host connection",
        "database: db dbname",
        "when: if condition only_if",
        "for_each: loop foreach with_items each items",
        "repeat: until wait_for",
        "retry: retries attempts",
        "timeout: time_limit",
        "times: count",
        "on_failure: on_error ignore_errors continue_on_error",
        "undo: rollback revert",
        "done_when: creates",
        "steps: tasks jobs actions then do",
        "else: otherwise default",
        "finally: cleanup ensure",
        "always: cleanup ensure finally",
        "rescue: catch except on_error",
        "block: try group",
        "branch: switch case choose if",
        "sql: query statement select psql",
        "shell: command cmd run script exec execute bash sh",
        "note: print echo message msg debug log",
        "assert: check verify expect test fail",
        "confirm: approve approval gate pause prompt",
        "ask: input question",
        "call: include import playbook uses use include_tasks",
        "http: request url curl webhook",
        "secret: password generate",
        "env: environment",
        "cwd: working_directory chdir workdir dir",
        "user: become_user run_as runas as_user",
        "stdin: input",
        "remedy: fix solution hint",
        "size: length len count",
        "integer: int floor",
        "number: float decimal",
        "text: str string",
        "json: to_json tojson",
    ];

    private static readonly Dictionary<string, string[]> Ours = Lines
        .SelectMany(line => line.Split(' ')[1..].Select(word => (Word: word, Meant: line[..line.IndexOf(':', StringComparison.Ordinal)])))
        .GroupBy(pair => pair.Word, pair => pair.Meant, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>What is meant, where it is one of the words that can stand there.</summary>
    public static string? Meant(string found, IEnumerable<string> known) => Ours.TryGetValue(found.ToLowerInvariant().Replace('-', '_'), out var ours) ? Array.Find(ours, known.Contains) : null;
}
