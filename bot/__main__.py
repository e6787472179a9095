"""`python -m bot` is `mistok`."""

from bot.cli.command import main

main()
