"""The command for the calendar: `calendar` writes it as files to hand on, or reads one in."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.cli.clients import add_choice, open_client
from touchkit.cli.commands import Commands, command
from touchkit.errors import InputError

if TYPE_CHECKING:
    from touchkit.steps.everytime import CalendarFacts
    from touchkit.workshop import Workshop

_MOST_MONTHS = 60


def add_calendar(commands: Commands) -> None:
    """Add `touchkit calendar`."""
    parser = command(
        commands,
        "calendar",
        "write the calendar to hand on: a workbook, .ics feeds, the year planner; or read one in",
    )
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    parser.add_argument("--from", dest="first", metavar="MONTH", type=_month,
                        help="the first month, such as 2026-11; else this one")  # fmt: skip
    parser.add_argument("--months", type=_months, default=13, help="how many months (13)")
    parser.add_argument(
        "--owner", metavar="NAME",
        help="write only this person's feed; with --read: who owns new acts whose file names nobody",
    )  # fmt: skip
    parser.add_argument(
        "--names", action="store_true", help="write customers' call names into the workbook"
    )
    parser.add_argument(
        "--pdf", action="store_true", help="print the planner as PDF too; needs Chrome, Chromium or Edge"
    )  # fmt: skip
    parser.add_argument("--out", default="out", help="the folder calendars go to (out)")
    reading = parser.add_argument_group("reading a calendar in")
    reading.add_argument(
        "--read", metavar="FILE", help="say what an .ics, .xlsx or .csv file would change"
    )
    reading.add_argument("--for", dest="audience", metavar="AUDIENCE",
                         help="whom new acts are for whose file does not say; else everybody")  # fmt: skip
    reading.add_argument(
        "--yes", action="store_true", help="store it; without this nothing is stored"
    )
    add_choice(parser)
    parser.set_defaults(run=_calendar)


def _month(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no month; write it as 2026-11") from None


def _months(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= _MOST_MONTHS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of months from 1 to {_MOST_MONTHS}")


def _calendar(options: argparse.Namespace) -> int:
    if options.read is None and (options.yes or options.audience):
        raise InputError("Name the file to read too: --read FILE. Nothing was written.")
    if options.read is not None:
        return _read(open_client(options), options)
    return _write(open_client(options), options)


# writing


def _write(workshop: Workshop, options: argparse.Namespace) -> int:
    from touchkit.deliver.handing_on import (
        PLANNER,
        WORKBOOK,
        hand_on_feeds,
        hand_on_planner,
        hand_on_workbook,
    )
    from touchkit.steps.dating import todays_date
    from touchkit.steps.everytime import facts_between

    if workshop.acts.empty:
        print(
            "There is no act yet, so nothing was written. Write the first one on the screen, or read a calendar in: "
            "--read FILE."
        )
        return 0
    today = todays_date()
    first = options.first or today.replace(day=1)
    facts = facts_between(workshop.client, workshop.tables(), first, _end(first, options.months))
    folder = Path(options.out) / workshop.name / "calendar"
    if options.owner is not None:
        written = hand_on_feeds(facts, folder, client=workshop.name, owner=options.owner)
    else:
        written = [
            hand_on_workbook(
                facts, folder / WORKBOOK, today=today, names=options.names, tell=lambda said: print(f"Note: {said}")
            )
        ]  # fmt: skip
        written += hand_on_feeds(facts, folder, client=workshop.name)
        endings = ("html", "pdf") if options.pdf else ("html",)
        written += [
            hand_on_planner(facts, folder / f"{PLANNER}.{ending}", today=today, pdf=ending == "pdf")
            for ending in endings
        ]
    for path in written:
        print(f"Wrote {path}")
    _tell(facts)
    return 0


def _end(first: dt.date, months: int) -> dt.date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def _tell(facts: CalendarFacts) -> None:
    from touchkit.model.saying import count, listing
    from touchkit.plan.kinds import finding_name

    for problem in facts.faults:
        print(f"Note: left out, and in the feeds as it was before: {problem}")
    kinds = facts.found["kind"].value_counts(sort=False)
    if kinds.empty:
        print("Nothing looks wrong.")
        return
    said = listing([f"{number} × {finding_name(kind).lower()}" for kind, number in kinds.items()])
    print(f"{count(len(facts.found), 'thing')} to look at ({said}).")


# reading


def _read(workshop: Workshop, options: argparse.Namespace) -> int:
    from touchkit.intake.calendars import read_calendar_file
    from touchkit.steps.calendar_files import undo_name
    from touchkit.steps.calendar_plan import store
    from touchkit.steps.calendar_taking import plan_of
    from touchkit.steps.calendar_words import noticed, preview, told

    found = read_calendar_file(options.read, timezone=workshop.client.timezone)
    plan = plan_of(
        found, Path(options.read).name, workshop.tables(), audience=_audience(workshop, options.audience),
        owner=options.owner or "", customer_word=workshop.client.customer_word,
    )  # fmt: skip
    steps = plan.chosen(drop=plan.renewed, theirs=False)
    print("\n".join(preview(plan, steps, drop=plan.renewed)))
    if not noticed(steps):
        return 0
    if not options.yes:
        print("Nothing was stored. Say --yes to take this over.")
        return 0
    with workshop.one_step(undo_name(plan)) as edits:
        store(edits, steps)
    print(told(plan, steps))
    return 0


def _audience(workshop: Workshop, named: str | None) -> str:
    from touchkit.model.text import listed

    if not named:
        return ""
    known = workshop.audiences
    for column in ("id", "name"):
        found = known.loc[known[column].str.casefold() == named.strip().casefold(), "id"]
        if len(found):
            return str(found.iloc[0])
    raise InputError(
        f"There is no audience {named!r}. There are: {listed(known['name'])}. Nothing was stored."
    )
