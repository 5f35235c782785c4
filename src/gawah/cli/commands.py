"""How every command ends: what it says where something went wrong, and with which exit status."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from gawah.errors import GawahError, ReleaseBlocked, UsageError

FAILED, WRONG_USAGE, ABSTAINED, WAITING, INTERRUPTED = 1, 2, 3, 4, 130
"""Exit statuses: a report failed; wrong usage; all were read, and some are in a language not coded; something waits for
a person to decide; stopped."""


def tell_examples(*lines: str) -> str:
    """Return command lines as the end of a help page, one below the other."""
    shown = (line.replace("[", r"\[") for line in lines)
    return "\n\n".join(["[bold]Examples[/bold]", *(f"  {line}" for line in shown)])


class Commands(TyperGroup):
    """The group of all commands: deliberate errors end in one clear line and an exit status, never in a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        _survive_odd_encodings()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except GawahError as error:
            _tell_blocks(error)
            tell(str(error))
            raise typer.Exit(WRONG_USAGE if isinstance(error, UsageError) else FAILED) from None
        except KeyboardInterrupt:
            tell("stopped")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _let_go_of_output()
            raise typer.Exit(FAILED) from None


def _tell_blocks(error: GawahError) -> None:
    """Print what the gate says, where it is the gate that lets nothing out."""
    if isinstance(error, ReleaseBlocked):
        from gawah.cli.gate import print_blocks

        print_blocks(error.blocks)


def tell(message: str) -> None:
    """Print a line for the user on standard error."""
    from gawah.wording import neutralise

    print(f"gawah: {neutralise(message)}", file=sys.stderr)


def _survive_odd_encodings() -> None:
    """Let letters that the terminal's encoding lacks come out as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """Point standard output, whose reader has gone, at nothing: what is left in its buffer must go somewhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
