"""The same as the command `coproduce`, where only Python is at hand: `python -m tui`."""

from tui.cli import main

main()
