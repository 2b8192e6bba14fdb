"""Run the command line, installed as ``coprokg`` or as ``python -m coprokg``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command and leave with its exit code.

    ``ask`` goes straight to its work: the library that reads the other commands' arguments takes
    longer to import than the question takes to answer. Its help is read with the others.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == ["ask"] and not {"-h", "--help"} & set(arguments):
        from .front import ask, told

        sys.exit(told(lambda: ask(arguments[1:])))
    from .cli import main as commands

    commands()


if __name__ == "__main__":
    main()
