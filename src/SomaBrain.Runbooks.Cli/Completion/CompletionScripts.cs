namespace SomaBrain.Runbooks.Cli.Completion;

/// <summary>What a shell has to be told once. Each asks `runbook complete`, and falls back to file names when that knows nothing.</summary>
internal static class CompletionScripts
{
    public const string Bash = """
        # runbook completion for bash: eval "$(runbook completion bash)" in ~/.bashrc
        _runbook() {
          local line=${COMP_LINE:0:COMP_POINT} current candidate
          local -a words
          # a backslash keeps a blank within its word
          # shellcheck disable=SC2162
          read -a words <<<"$line"
          [[ $line == *[[:space:]] && $line != *\\[[:space:]] ]] && words+=('')
          current=${words[-1]}
          COMPREPLY=()
          while IFS=$'\t' read -r candidate _; do
            # bash completes only what stands behind the last character that breaks words
            [[ $current == *[=:]* && $COMP_WORDBREAKS == *=* ]] && candidate=${candidate#"${current%"${current##*[=:]}"}"}
            [[ $candidate == *= ]] && compopt -o nospace 2>/dev/null
            # what is put on the line is read by the shell: the name of a file may be a command
            [[ $candidate == *[^[:alnum:]_./:=@%+,-]* ]] && printf -v candidate %q "$candidate"
            COMPREPLY+=("$candidate")
          done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _runbook runbook

        """;

    public const string Zsh = """
        #compdef runbook
        # runbook completion for zsh: source <(runbook completion zsh) behind compinit in ~/.zshrc
        _runbook() {
          local -a plain open plainly openly list
          local line candidate
          while IFS= read -r line; do
            candidate=${line%%$'\t'*}
            [[ $line == *$'\t'* ]] && list=(-l)
            line=${line/$'\t'/'  -- '}
            if [[ $candidate == *= ]]; then
              open+=("$candidate") openly+=("$line")
            else
              plain+=("$candidate") plainly+=("$line")
            fi
          done < <("${words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
          (( $#open )) && compadd $list -d openly -S '' -- "${open[@]}"
          (( $#plain )) && compadd $list -d plainly -- "${plain[@]}"
          (( $#open + $#plain )) || _files
        }
        compdef _runbook runbook

        """;

    public const string Fish = """
        # runbook completion for fish: runbook completion fish > ~/.config/fish/completions/runbook.fish
        function __runbook_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct | string unescape)
            set -l found ($words[1] complete -- $words[2..] "$current" 2>/dev/null)
            if set -q found[1]
                printf '%s\n' $found
            else
                __fish_complete_path "$current"
            end
        end
        complete -c runbook -f -a '(__runbook_complete)'

        """;
}
