"""The `touchkit` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from touchkit.cli.calendars import add_calendar
from touchkit.cli.notebooks import add_lab, add_present
from touchkit.cli.packs import add_check, add_export, add_import, add_new
from touchkit.cli.papers import add_form, add_report
from touchkit.cli.surveys import add_survey
from touchkit.errors import TouchkitError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 when all went well, 1 when something has to be mended first."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a stand-in; it does not stop the command.
        stream.reconfigure(errors="replace") if hasattr(stream, "reconfigure") else None
    try:
        return int(options.run(options))
    except TouchkitError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="touchkit", description="See a business through its customers' eyes.",
        epilog="`touchkit COMMAND --help` explains one command.",
    )  # fmt: skip
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        add_new, add_check, add_import, add_export, add_survey, add_lab, add_present, add_report,
        add_form, add_calendar,
    ):  # fmt: skip
        add(commands)
    return parser
