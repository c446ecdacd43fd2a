"""The list of a day, to tick on the screen, and the same to tick on paper."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from touchkit.measure.saying import count
from touchkit.model.saying import capital, listing
from touchkit.screens.controls import Maker, column, html, mark, offer, row, show, show_if
from touchkit.screens.due import show_due
from touchkit.screens.every.today_sheet import today_sheet
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.screens.printing import print_button
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts
from touchkit.steps.kept import MISSED_BACK, PAGE, Kept
from touchkit.steps.kept_words import SIGNS, Head, Line, Prepare

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AHEAD = 5


class TodayList(widgets.VBox):
    """What is to do on a day; a press ticks it.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : Kept
        What is looked at.
    """

    def __init__(self, make: Maker, state: Kept) -> None:
        self.make, self.state = make, state
        self.head, self.trouble, self.told = html(), html(), html("", "tk-roster-told")
        self.before = make.button("◂ Day before", lambda: state.step(-1), kind="small")
        self.day = make.text("Day", state.look_on, hint="24.12.2026")
        self.after = make.button("Day after ▸", lambda: state.step(1), kind="small")
        self.today = make.button("Today", lambda: state.look_on(""), kind="small")
        self.whose = make.choice("Whose", state.look_for)
        self.missed = make.toggle(
            "Also what was missed", state.show_missed,
            hint=f"What was due in the last {MISSED_BACK} days and is too late to count as done",
        )  # fmt: skip
        self.print = html(print_button("Print this list"))
        self.bar = row(
            self.before, self.day, self.after, self.today, self.whose, self.missed, self.print,
            kind="tk-roster-bar",
        )  # fmt: skip
        self.undo = make.button("Undo", state.undo, kind="small")
        self.tidy = make.button("Take what is done off the list", state.tidy, kind="small")
        self.news = row(self.told, self.undo, self.tidy, kind="tk-roster-news")
        self.all = make.button("", state.tick_all, kind="small")
        self.rows = Pool(lambda: RosterCard(make, state))
        self.rows.add_class("tk-roster-rows")
        self.more = make.button("", state.show_more, kind="small")
        self.ahead, self.paper = html("", "tk-roster-ahead"), html("", "tk-roster-paper")
        sheet = column(
            self.bar, self.trouble, self.head, self.news, self.all, self.rows, self.more, self.ahead,
            self.paper, kind="tk-sheet",
        )  # fmt: skip
        sheet.add_class("tk-roster-day")
        super().__init__([sheet])
        self.add_class("tk-roster-list")

    def draw(self, facts: CalendarFacts) -> None:
        """Show the list as it is stored now."""
        state = self.state
        rows = state.listed(facts)
        mine = state.mine(rows)
        left = int(mine["open"].sum())
        show_due(self.day, self.trouble, state, "day", state.on)
        show_if(self.today, state.day)
        offer(self.whose, state.owners(rows), state.owner)
        show(self.missed, value=state.missed)
        mark(self.missed, "mod-active", wanted=state.missed)
        missed = int((mine["open"] & mine["gone"]).sum())
        self.head.value = framed(_head(state, left - missed, missed, len(mine)))
        self.told.value = (
            framed(f'<p role="status">✓ {escape(state.told)}</p>') if state.told else ""
        )
        show_if(self.news, state.told or left < len(mine))
        show_if(self.undo, state.undoable)
        show_if(self.tidy, left < len(mine))
        show(self.all, description=f"Tick all {left:,} of this list")
        show_if(self.all, state.owner and left > 1)
        self.rows.fill(state.shown(rows, facts))
        others = max(0, len(mine) - state.most)
        show(self.more, description=f"Show {min(others, PAGE)} more of {others:,}")
        show_if(self.more, others)
        ahead = state.ahead(facts)
        self.ahead.value = framed(_ahead(ahead)) if ahead else ""
        show_if(self.ahead, ahead)
        lines = state.on_paper(rows, facts)
        self.paper.value = framed(
            today_sheet(
                lines, ahead, day=_day(state), title=facts.client.title, more=left - len(lines)
            )
        )


class RosterCard(Card):
    """A row of the list: an act for one customer, or the line above the rows of an act."""

    def __init__(self, make: Maker, state: Kept) -> None:
        self._state, self._act, self._gone = state, "", False
        self.said = html("", "tk-roster-said")
        self.done = make.button("Done", lambda: state.tick(self.row), kind="main")
        self.back = make.button(
            "Not done after all", lambda: state.take_back(self.row), kind="small"
        )
        self.all = make.button("", self._tick_all, kind="small")
        super().__init__([row(self.said, self.done, self.back, self.all, kind="tk-roster-line")])
        self.add_class("tk-roster-row")

    def _tick_all(self) -> None:
        self._state.tick_all(self._act, gone=self._gone)

    def fill(self, shown: Line | Head) -> None:
        """Show a row or a head."""
        self._act, self._gone = shown.act, isinstance(shown, Head) and shown.gone
        is_head = isinstance(shown, Head)
        state = shown.state if isinstance(shown, Line) else ""
        mark(self, "tk-roster-head", wanted=is_head)
        for one in SIGNS:
            mark(self, f"tk-roster-{one}", wanted=one == state)
        show_if(self.done, state and state != "done")
        show_if(self.back, state == "done")
        show_if(self.all, isinstance(shown, Head) and shown.left)
        if isinstance(shown, Head):
            self.said.value = framed(_said_head(shown))
            show(
                self.all,
                description=f"Tick all {shown.left:,}",
                tooltip=f"Tick all: {shown.what[:60]}",
            )
            return
        self.said.value = framed(_said_line(shown))
        day = min(self._state.on, self._state.every.today)
        past = day != self._state.every.today
        words = f"Done on {say_day(day)}" if past else "Done"
        about = f"{shown.who[:40]}: {self._state.called(shown.act)}"
        show(
            self.done, description="Done that day" if past else "Done", tooltip=f"{words}: {about}"
        )
        show(self.back, tooltip=f"Not done after all: {about}")


def _said_line(shown: Line) -> str:
    about = f'<span class="tk-quiet"> ({escape(shown.about)})</span>' if shown.about else ""
    what = f"<p>{_act(shown)}</p>" if shown.what else ""
    return (
        f'<p><strong class="tk-roster-standing">{SIGNS[shown.state]} {escape(capital(shown.standing))}</strong> '
        f"<strong>{escape(shown.who)}</strong>{about}</p>{what}{_wording(shown)}"
    )


def _said_head(shown: Head) -> str:
    return f"<p>{_act(shown, bold=True)}</p>{_wording(shown)}"


def _act(shown: Line | Head, *, bold: bool = False) -> str:
    what = f"<strong>{escape(shown.what)}</strong>" if bold else escape(shown.what)
    said = f" · {shown.said}" if isinstance(shown, Head) else ""
    owner = escape(shown.owner) if shown.owner else "○ nobody yet"
    return f'{what}<span class="tk-quiet">{said} · {owner}</span>'


def _wording(shown: Line | Head) -> str:
    return f'<p class="tk-roster-wording">“{escape(shown.wording)}”</p>' if shown.wording else ""


def _day(state: Kept) -> str:
    return f"{_DAYS[state.on.weekday()]} {say_day(state.on)}"


def _head(state: Kept, left: int, missed: int, many: int) -> str:
    day = escape(_day(state)) + (" (today)" if not state.day else "")
    if left or missed:
        also = f" {missed:,} missed." if missed else ""
        said = f"{count(left, 'thing')} to do.{also}"
    elif many:
        said = "✓ All done."
    else:
        said = (
            "Nothing is due, and nothing is late. Look at the day after, or at what comes next under "
            "<em>The year</em>."
        )
    return f'<h2>{day}</h2><p role="status"><strong>{said}</strong></p>'


def _ahead(ahead: list[Prepare]) -> str:
    said = [
        f"<li><strong>{escape(one.what)}</strong> for {escape(one.whom)}, due {say_day(one.when)}; to begin by "
        f"{say_day(one.begin)} · {escape(one.owner) if one.owner else '○ nobody yet'}</li>"
        for one in ahead[:_AHEAD]
    ]
    rest = listing([f"{len(ahead) - _AHEAD} more"]) if len(ahead) > _AHEAD else ""
    more = f"<li>and {rest}</li>" if rest else ""
    return f'<h3>To prepare</h3><ul class="tk-said">{"".join(said)}{more}</ul>'
