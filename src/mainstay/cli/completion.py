"""`mainstay completion`: the script that completes commands in a shell."""

import click
from click.shell_completion import ShellComplete, get_completion_class

from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode, UsageError

NAME = "mainstay"
VARIABLE = "_MAINSTAY_COMPLETE"
# Where each shell looks for completions by itself, or which file of the user it reads.
INSTALL = {
    "bash": "mainstay completion bash > ~/.local/share/bash-completion/completions/mainstay",
    "zsh": "mainstay completion zsh > ~/.zfunc/_mainstay    (with fpath+=~/.zfunc before compinit in ~/.zshrc)",
    "fish": "mainstay completion fish > ~/.config/fish/completions/mainstay.fish",
}


@click.command(
    "completion", cls=SectionCommand, short_help="Print the script that completes commands in a shell."
)
@click.argument("shell", type=click.Choice(list(INSTALL)))
@talk_options
def command(shell: str) -> int:
    """Print the completion script of SHELL; how to install it is said on standard error."""
    write_result(script(shell))
    current().say(f"To install it: {INSTALL[shell]}")
    return ExitCode.DONE


def script(shell: str) -> str:
    """Give the script. Raises UsageError when click knows no such shell."""
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"there is no completion for {shell}", mend=f"choose one of {', '.join(INSTALL)}")
    completer = found(click.Command(NAME), {}, NAME, VARIABLE)
    # The class's own `source` would run the shell to ask for its version first.
    return ShellComplete.source(completer)
