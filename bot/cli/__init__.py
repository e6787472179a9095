"""The command `mistok`, one module a group of commands."""

from bot.cli.command import main

__all__ = ["main"]
