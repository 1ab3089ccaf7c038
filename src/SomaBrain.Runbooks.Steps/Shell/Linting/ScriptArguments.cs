using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Steps.Shell.Linting;

/// <summary>
/// `[sh, -c, "rm {{ params.file }}"]`: an argument, and to the shell a program. A value in it would be read as a part of that
/// program, as in a script of ours.
/// </summary>
internal static class ScriptArguments
{
    public static void Check(ImmutableArray<Template> arguments, DiagnosticBag problems)
    {
        var command = arguments.Any(argument => argument.HasHoles) ? 0 : arguments.Length;
        for (var i = command; i < arguments.Length; i++)
        {
            var isCommand = i == command || arguments[i - 1].Text.Content is "-exec" or "-execdir" or "-ok";
            if (Interpreters.Named(arguments[i].Text.Content, isCommand) is { } found)
            {
                command = Read(arguments, i + 1, found, problems);
                if (command < 0 && found.Operands is not (Operands.Command or Operands.CommandBehindFirst))
                {
                    return;
                }

                i = command < 0 ? i : command - 1;
            }
        }
    }

    /// <returns>Where another command begins; less than 0: nowhere.</returns>
    private static int Read(ImmutableArray<Template> arguments, int from, Interpreter interpreter, DiagnosticBag problems)
    {
        var operands = interpreter.Operands;
        var hasOptions = true;
        for (var i = from; i < arguments.Length; i++)
        {
            var text = arguments[i].Text.Content;
            if (text == "--" && operands != Operands.Mixed)
            {
                hasOptions = false;
            }
            else if (text.StartsWith('-') && hasOptions)
            {
                var sign = Option(text, interpreter, out var isAttached);
                if (sign == '.')
                {
                    return -1;
                }

                operands = sign switch
                {
                    '1' => Operands.Program,
                    ';' or ',' => Operands.Command,
                    '!' when operands == Operands.Program => Operands.Own,
                    _ => operands,
                };

                var hasNext = sign is '!' or ':' or ';' && !isAttached;
                if (sign == '!' && (isAttached || i + 1 < arguments.Length))
                {
                    Refuse(arguments[hasNext ? i + 1 : i], interpreter, problems);
                }

                i += hasNext ? 1 : 0;
            }
            else if (operands == Operands.Command)
            {
                // `env` and `sudo` take variables before the command.
                if (!IsAssignment(text))
                {
                    return i;
                }
            }
            else if (operands is Operands.Program or Operands.Programs)
            {
                Refuse(arguments[i], interpreter, problems);
                (operands, hasOptions) = (operands == Operands.Program ? Operands.Own : operands, false);
            }
            else if (operands == Operands.ProgramBehindFirst)
            {
                (operands, hasOptions) = (Operands.Programs, false);
            }
            else if (operands == Operands.CommandBehindFirst)
            {
                operands = Operands.Command;
            }
            else if (operands == Operands.Own)
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>The sign of an option that says most.</summary>
    /// <param name="isAttached">Its value stands in the same argument.</param>
    private static char Option(string text, Interpreter interpreter, out bool isAttached)
    {
        var known = text.IndexOf("{{", StringComparison.Ordinal) is var hole and >= 0 ? text[..hole] : text;
        isAttached = false;
        if (known.StartsWith("--", StringComparison.Ordinal))
        {
            var end = known.IndexOf('=', StringComparison.Ordinal);
            isAttached = end >= 0;
            return interpreter.Sign(known[2..(end < 0 ? known.Length : end)]);
        }

        var before = ' ';
        for (var i = 1; i < known.Length; i++)
        {
            var sign = interpreter.Sign(known[i]);
            if (sign is not (' ' or '1' or ','))
            {
                isAttached = i + 1 < text.Length;
                return sign;
            }

            before = sign == ' ' ? before : sign;
        }

        return before;
    }

    private static bool IsAssignment(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && !text[..end].Contains('{', StringComparison.Ordinal);

    private static void Refuse(Template program, Interpreter interpreter, DiagnosticBag problems)
    {
        foreach (var part in program.Parts)
        {
            if (part is TemplatePart.Hole hole)
            {
                problems.Add(Problems.HoleInScript(hole.Value.Span, hole.Value.Text, interpreter.Instead));
            }
        }
    }
}
