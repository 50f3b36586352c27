"""``python -m watchdesk``: the command line."""

from watchdesk.cli import main

main()
