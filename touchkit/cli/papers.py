"""The commands that write what is read or printed: `report` and `form`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.cli.clients import add_choice, open_client
from touchkit.cli.commands import Commands, command
from touchkit.errors import InputError

if TYPE_CHECKING:
    from touchkit.workshop import Workshop


def add_report(commands: Commands) -> None:
    """Add `touchkit report`."""
    parser = command(
        commands,
        "report",
        "write a client's report, one HTML file: who does what, findings, the plan",
    )
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    parser.add_argument(
        "--one-page", action="store_true", help="write only the page people take home"
    )
    parser.add_argument(
        "--pdf", action="store_true", help="that page as PDF; needs Chrome, Chromium or Edge"
    )
    parser.add_argument("--out", default="out", help="the folder reports go to (out)")
    add_choice(parser)
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    return _one_page(options) if options.one_page else _whole_report(options)


def _one_page(options: argparse.Namespace) -> int:
    from touchkit.deliver import summary_sheet

    workshop = open_client(options)
    ending = "pdf" if options.pdf else "html"
    path = Path(options.out) / workshop.name / f"one-page.{ending}"
    print(f"Wrote {summary_sheet(workshop, path, pdf=options.pdf)}")
    return 0


def _whole_report(options: argparse.Namespace) -> int:
    if options.pdf:
        raise InputError(
            "Only the one page is written as PDF: add --one-page, or print report.html from a browser."
        )
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console()
    bar = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn())
    with Progress(*bar, console=console) as progress:
        task = progress.add_task("opening", total=None)

        def show(done: int, total: int, what: str) -> None:
            progress.update(task, completed=done, total=total, description=what)

        from touchkit.deliver import report

        workshop = open_client(options)
        written = report(workshop, Path(options.out) / workshop.name / "report.html", progress=show)
    if workshop.aside:
        print(f"Note: rows of the pack are set aside; touchkit check {workshop.name} lists them.")
    print(f"Wrote {written}")
    return 0


def add_form(commands: Commands) -> None:
    """Add `touchkit form`."""
    parser = command(commands, "form", "write the wall map and the scoring sheets, to print")
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    parser.add_argument("--blank", action="store_true", help="leave the map empty, to write on")
    parser.add_argument(
        "--ask", action="store_true", help="write only the sheet for asking three customers"
    )
    parser.add_argument("--paper", choices=["A3", "A4"], default="A3", help="the map's paper (A3)")
    parser.add_argument(
        "--pdf",
        action="store_true",
        help="write PDF instead of HTML; needs Chrome, Chromium or Edge",
    )
    parser.add_argument("--out", default="out", help="the folder forms go to (out)")
    add_choice(parser)
    parser.set_defaults(run=_form)


def _form(options: argparse.Namespace) -> int:
    workshop = open_client(options)
    folder = Path(options.out) / workshop.name
    for path in _sheets(workshop, folder, options):
        print(f"Wrote {path} for {workshop.client.title}")
    return 0


def _sheets(workshop: Workshop, folder: Path, options: argparse.Namespace) -> list[Path]:
    from touchkit.deliver import asking_sheet, map_form, scoring_sheet

    ending = "pdf" if options.pdf else "html"
    if options.ask:
        return [
            asking_sheet(workshop, folder / f"ask-three-customers.{ending}", pdf=options.pdf),
        ]
    name = "map-blank" if options.blank else "map"
    return [
        map_form(
            workshop,
            folder / f"{name}.{ending}",
            blank=options.blank,
            paper=options.paper,
            pdf=options.pdf,
        ),
        scoring_sheet(workshop, folder / f"scoring-sheet.{ending}", pdf=options.pdf),
    ]
