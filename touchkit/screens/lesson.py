"""The lesson of a step, for somebody who learns alone: tasks that check themselves, hints, a worked answer."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, html, mark, row, show, show_if
from touchkit.screens.markup import framed, listed, prose, table
from touchkit.screens.pool import Card, Pool
from touchkit.steps.learner import LearnerState, Shown
from touchkit.steps.session import Session

_SURE = (
    "Everything done with this client is taken back to how it was at the beginning. "
    "A copy of it is kept, and Undo brings it back."
)
_GIVEN = (
    "This step came finished with the practice client: look at what done looks like, or take something "
    "away and do it again."
)
_ALONE = "Learning alone? <code>{}</code> makes a half-finished client to practise this step on."


class LessonPanel(widgets.VBox):
    """The tasks of the step that is looked at; one quiet line where nobody practises.

    Parameters
    ----------
    session : Session
        What is open.
    current : callable
        Returns the step that is looked at.
    """

    def __init__(self, session: Session, current: Callable[[], str]) -> None:
        self.state, self._current = LearnerState(session, current()), current
        make = self.make = Maker(session.report)
        self.head, self.told = html(), html()
        self.opener = make.toggle("Show the tasks", self._set_open)
        self.tasks = Pool(lambda: TaskCard(make, self.state))
        self.tasks.add_class("tk-tasks")
        self.over = make.button("Start over …", self.state.start_over)
        self.keep = make.button("No, keep my work", self.state.keep_going)
        self.yes = make.button("Yes, start over", self.state.yes_start_over, kind="danger")
        # Below the button that asks, so that a second press of it meets nothing that wipes.
        self.asked = column(html(f'<p class="tk-notice">{_SURE}</p>'), row(self.keep, self.yes))
        self.happened = html()
        self.undo = make.button("Undo", session.undo)
        self.after_over = row(self.happened, self.undo)
        # Above the tasks: what is shown stays in view when the page grows shorter below.
        top = row(self.head, self.opener, self.over)
        super().__init__([top, self.asked, self.after_over, self.tasks, self.told])
        self.add_class("tk-lesson")
        self.state.observe(self.redraw, ["help", "compared", "opened", "sure", "over_at", "step"])
        self.redraw()

    def __repr__(self) -> str:
        """Return the client and the step; a widget's own words would fill pages."""
        return f"LessonPanel({self.state.session.client!r}, {self.state.step!r})"

    def redraw(self, _change: object = None) -> None:
        """Show the lesson as it stands now."""
        state = self.state
        state.step = self._current()
        show_if(self, state.kind != "none" and state.lesson is not None)
        if state.kind == "none" or state.lesson is None:
            return
        try:
            self._draw()
        except Exception as error:  # noqa: BLE001 # a learner sees what went wrong, never a silent page
            state.session.report(error)

    def _draw(self) -> None:
        state = self.state
        tasks = state.tasks() if state.shows_tasks else []
        self.head.value = framed(self._heading(tasks))
        show(self.opener, value=state.opened)
        show(self.opener, description="Hide the tasks" if state.opened else "Show the tasks")
        show_if(self.opener, state.kind != "practice")
        self.tasks.fill(tasks)
        show_if(self.tasks, tasks)
        self.told.value = framed(self._after(tasks))
        self._draw_over()

    def _draw_over(self) -> None:
        state = self.state
        label, happened = state.start_over_label, state.started_over
        show(self.over, description=label or "Start over …")
        show_if(self.over, label)
        show_if(self.asked, state.sure)
        said = f'<p class="tk-notice" role="alert">{escape(happened)}</p>' if happened else ""
        self.happened.value = framed(said)
        show_if(self.after_over, happened)
        mark(self, "tk-started-over", wanted=bool(happened))

    def _set_open(self, opened: bool) -> None:  # noqa: FBT001 # what a toggle button hands over
        self.state.opened = opened

    def _heading(self, tasks: list[Shown]) -> str:
        state = self.state
        if state.kind != "practice":
            return f'<p class="tk-quiet">{_ALONE.format(escape(state.command))}</p>'
        given = f'<p class="tk-quiet">{_GIVEN}</p>' if state.given else ""
        return (
            f'<h2>Practise {state.called} <span class="tk-badge" role="status">'
            f"{state.progress(tasks)}</span></h2>{given}"
        )

    def _after(self, tasks: list[Shown]) -> str:
        if not tasks or not all(task.done for task in tasks):
            return ""
        return f'<p class="tk-all-done">✓ {escape(self.state.after)}</p>'


class TaskCard(Card):
    """One task: what to do, how far it is, and help as it is asked for."""

    def __init__(self, make: Maker, state: LearnerState) -> None:
        self.text, self.help = html(), html()
        self.more = make.button("Hint 1 of 3", lambda: state.more_help(self.row), kind="small")
        self.less = make.button("Hide the help", lambda: state.less_help(self.row), kind="quiet")
        super().__init__([self.text, self.help, row(self.more, self.less)])
        self.add_class("tk-task")

    def fill(self, shown: Shown) -> None:
        """Show a task."""
        self.text.value = framed(_said(shown))
        self.help.value = framed(_helped(shown))
        show(self.more, description=shown.more or "No more help")
        show_if(self.help, shown.hints or shown.answer)
        show_if(self.more, shown.more)
        show_if(self.less, shown.hints or shown.answer)
        toggle = self.add_class if shown.worked else self.remove_class
        toggle("tk-wide")


def _said(task: Shown) -> str:
    mark = "✓ Done" if task.done else "○ Not yet"
    kind = "tk-did" if task.done else "tk-not-yet"
    return (
        f'<h3>{escape(task.title)} <span class="tk-badge {kind}">{mark}</span></h3>'
        f"<p>{prose(task.do)}</p>{listed(task.missing)}"
    )


def _helped(task: Shown) -> str:
    hints = "".join(f"<li>{prose(hint)}</li>" for hint in task.hints)
    shown = f'<h4>Hints</h4><ol class="tk-said">{hints}</ol>' if hints else ""
    if not task.answer:
        return shown
    rows = table(task.worked.titles, task.worked.rows) if task.worked else ""
    return f"{shown}<h4>The worked answer</h4><p>{prose(task.answer)}</p>{rows}"
