"""The command line. Everything heavy is imported inside the commands, so that it starts at once."""

from nl2milp.cli.main import main

__all__ = ["main"]
