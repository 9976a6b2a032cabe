"""`backcheck completion SHELL`: the script that lets a shell complete commands, options and lift names."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.main import COMPLETE, FILE_OPTIONS
from backcheck.cli.options import complete_word, make_app
from backcheck.errors import UsageError
from backcheck.text import clean

app = make_app()

BASH = """\
# For this session: source <(backcheck completion bash)
# For good: backcheck completion bash > ~/.local/share/bash-completion/completions/backcheck
_backcheck() {
    local IFS=$'\\n'
    COMPREPLY=($(backcheck COMPLETE "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _backcheck backcheck
"""

ZSH = """\
#compdef backcheck
# For this session: source <(backcheck completion zsh)
# For good: backcheck completion zsh > a folder of $fpath, as _backcheck
_backcheck() {
    local -a found
    local line
    for line in ${(f)"$(backcheck COMPLETE "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
        found+=("${line%%$'\\t'*}:${line#*$'\\t'}")
    done
    if (( $#found )); then _describe backcheck found; else _files; fi
}
if [[ $funcstack[1] == _backcheck ]]; then _backcheck "$@"; else compdef _backcheck backcheck; fi
"""

FISH = """\
# For this session: backcheck completion fish | source
# For good: backcheck completion fish > ~/.config/fish/completions/backcheck.fish
complete -c backcheck -f -a '(backcheck COMPLETE (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
complete -c backcheck -n "__fish_seen_subcommand_from log kb" -F
"""
FISH += "".join(
    f"complete -c backcheck -{'l' if name.startswith('--') else 's'} {name.strip('-')} -r -F\n" for name in FILE_OPTIONS
)

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


@app.command(epilog="For example: backcheck completion bash")
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", autocompletion=complete_word(*SCRIPTS), help="bash, zsh or fish.")
    ],
) -> None:
    """Print a script that completes commands, options and lift names. It says where to put it."""
    if shell not in SCRIPTS:
        raise UsageError(f"There is no script for '{clean(shell)[:60]}'.", f"There is one for {', '.join(SCRIPTS)}.")
    typer.echo(SCRIPTS[shell].replace("COMPLETE", COMPLETE), nl=False)
