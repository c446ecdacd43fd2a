"""The calendar as files to hand on: the workbook, the feeds, the year planner."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import ipywidgets as widgets

from touchkit.deliver.handing_on import (
    EVERYBODY,
    PLANNER,
    WORKBOOK,
    hand_on_feeds,
    hand_on_planner,
    hand_on_workbook,
    out_folder,
)
from touchkit.deliver.pdf import find_browser
from touchkit.deliver.writing import write_file
from touchkit.errors import TouchkitError
from touchkit.folder import Place
from touchkit.model.saying import plural
from touchkit.model.text import LONGEST_SHOWN, listed, shortened
from touchkit.screens.controls import Maker, html, show
from touchkit.screens.every import offer
from touchkit.screens.every.offer import File, Made, Offer
from touchkit.screens.markup import framed, prose
from touchkit.steps.days import MONTHS
from touchkit.steps.everytime import CalendarFacts, EveryTime

_MOST_NAMED = 3
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORKBOOK = (
    "Excel or LibreOffice: the year, the months, every act, and who got what. Change it there, tick in it, and "
    "read it back on this page."
)
_FEEDS = (
    "For Outlook, Google and Apple calendars: everybody's, and one for each owner. Made and imported again they "
    "update what is there."
)
_PLANNER = "Twelve months on A3 for the wall, and what to look at told behind them."
_NO_PDF = "Open it in a browser and print it on A3. (No Chrome, Chromium or Edge was found here, so there is no PDF.)"
_MADE_FOR_IT = "and a calendar made for it"
_HOW = (
    "*Outlook:* open the calendar, choose *Add calendar*, then *Upload from file*, and pick the .ics file.",
    f"*Google Calendar:* in a browser open *Settings*, then *Import & export*, pick the .ics file {_MADE_FOR_IT}.",
    f"*Apple Calendar:* choose *File*, then *Import*, pick the .ics file {_MADE_FOR_IT}.",
    "*To subscribe* instead, put the file into a web folder and add the calendar *from the web*, by its address.",
    "Give it a calendar of its own each time: that can be hidden, or taken away whole.",
)


class OutgoingPanel(widgets.VBox):
    """Three things to make, and how to get a feed into a calendar program.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    every : EveryTime
        The calendar.
    """

    def __init__(self, make: Maker, every: EveryTime) -> None:
        self.every = every
        self.head = html()
        self._with_names = False
        self.names = make.tick("With customers' names", self._name_them)
        every.session.observe(self._begin_anew, "client")
        self.workbook = Offer(
            make, every, "Make the workbook", doing="The workbook is being made …", said=_WORKBOOK,
            work=self._workbook, more=(self.names,),
        )  # fmt: skip
        self.feeds = Offer(
            make, every, "Make the feeds", doing="The feeds are being made …", said=_FEEDS, work=self._feeds
        )  # fmt: skip
        self.planner = Offer(
            make, every, "Make the year planner", doing="The year planner is being made …", said=_PLANNER,
            work=self._planner,
        )  # fmt: skip
        self.offers = (self.workbook, self.feeds, self.planner)
        how = "".join(f"<li>{prose(one)}</li>" for one in _HOW)
        summary = "How to get a feed into a calendar program"
        self.how = html(
            f"<details><summary>{summary}</summary><ul class='tk-said'>{how}</ul></details>"
        )
        super().__init__([self.head, *self.offers, self.how])
        self.add_class("tk-panel")

    def draw(self, facts: CalendarFacts) -> None:
        """Say which months the files are about, and how each stands."""
        about = f"{_said(facts.start)} to {_said(facts.end)}"
        self.head.value = framed(
            "<h2>What goes out</h2><p class='tk-quiet'>touchkit sends nothing to anybody: these files are "
            f"yours to hand on. They are about {about}; another year is chosen under <em>The year</em>.</p>"
        )
        show(
            self.names,
            description=f"With {plural(facts.client.customer_word)}’ names",
            value=self._with_names,
        )
        for one in self.offers:
            one.draw()

    def _begin_anew(self, _change: object) -> None:
        self._with_names = False

    def _name_them(self, wanted: bool) -> None:  # noqa: FBT001 # what a box to tick says
        self._with_names = wanted

    # in a thread: facts and files only

    def _workbook(self, facts: CalendarFacts, place: Place) -> Made:
        told: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            path = hand_on_workbook(
                facts, Path(folder) / WORKBOOK, today=self.every.today, names=self._with_names, tell=told.append
            )  # fmt: skip
            content = path.read_bytes()
        name = f"{place.name}-{WORKBOOK}"
        file = File(words="Download the workbook", name=name, kind=_XLSX, content=content)
        return _made([file], place, *told)

    def _feeds(self, facts: CalendarFacts, place: Place) -> Made:
        folder = out_folder(place)
        written = hand_on_feeds(facts, folder, client=place.name)
        owners = _owners(facts)
        files = [
            File(
                words="Download the feed", name=f"{place.name}-{path.name}", kind="text/calendar",
                content=path.read_bytes(), whose=owners.get(path.name, path.stem.removeprefix("calendar-")),
            )
            for path in written
        ]  # fmt: skip
        said = (
            f"They stand in {folder} too. Leave them there: from them it is known what was sent before, so that "
            "importing again updates."
        )
        return Made(files=tuple(files), said=f"{said} {_left_alone(facts)}".rstrip())

    def _planner(self, facts: CalendarFacts, place: Place) -> Made:
        today = self.every.today
        wanted = [("html", "text/html", "Download the planner")]
        wanted += [("pdf", "application/pdf", "Download it as PDF")] if find_browser() else []
        files, said = [], "" if len(wanted) == 2 else _NO_PDF
        with tempfile.TemporaryDirectory() as folder:
            for ending, kind, words in wanted:
                path = Path(folder) / f"{PLANNER}.{ending}"
                try:
                    hand_on_planner(facts, path, today=today, pdf=ending == "pdf")
                except TouchkitError as error:
                    if ending == "html":
                        raise
                    said = str(error)
                    continue
                name, content = f"{place.name}-{path.name}", path.read_bytes()
                files.append(File(words=words, name=name, kind=kind, content=content))
        return _made(files, place, said)


def _made(files: list[File], place: Place, *said: str) -> Made:
    """Return files to offer; what is too large for a link is written to the client's folder, and that is said."""
    large = [one for one in files if len(one.content) > offer.LARGEST]
    where = [
        f"It stands here: {write_file(out_folder(place) / one.name, one.content)}." for one in large
    ]
    return Made(files=tuple(files), said=" ".join([*where, *said]).strip())


def _owners(facts: CalendarFacts) -> dict[str, str]:
    """Return whose each feed is, by its file's name."""
    from touchkit.deliver.feeds import feed_name

    owners = facts.tables["acts"]["owner"].dropna()
    return {EVERYBODY: "Everybody"} | {feed_name(name.strip()): name.strip() for name in owners}


def _left_alone(facts: CalendarFacts) -> str:
    """Say which acts the feeds tell nothing new of."""
    acts = facts.tables["acts"]
    titles = acts.loc[acts["id"].isin(facts.faulty), "title"].tolist()
    if not titles:
        return ""
    named = [shortened(title, LONGEST_SHOWN) for title in titles[:_MOST_NAMED]]
    more = [f"{len(titles) - len(named)} more"] if len(titles) > len(named) else []
    return (
        "What cannot be read now stays in the feeds as it was, until it is mended under Acts: "
        f"{listed([*named, *more])}."
    )


def _said(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"
