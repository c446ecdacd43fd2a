"""The learner: which tasks a step has, how far they are, how much help was asked for, and starting over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from traitlets import Bool, Dict, HasTraits, Unicode

from touchkit.errors import TouchkitError
from touchkit.folder import find
from touchkit.pack import Pack, read_pack
from touchkit.starter import practice_again
from touchkit.steps import agenda
from touchkit.steps.checks import Case
from touchkit.steps.lessons import HINTS, Lesson, Task, lessons
from touchkit.steps.session import Session
from touchkit.steps.worked import Worked, worked

EXAMPLE = "lavender"
"""The worked example, whose team's answers are shown."""
SHIPPED = (EXAMPLE, "airport")
"""The clients that come with touchkit."""

Kind = Literal["none", "practice", "shipped", "real"]
_ANSWER = HINTS + 1


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A task as it is shown.

    Attributes
    ----------
    id, title, do : str
        As in the lesson.
    missing : tuple of str
        What is missing, in sentences; nothing: it is done.
    hints : tuple of str
        Those asked for so far.
    answer : str
        What the worked example's team did; blank until it is asked for.
    worked : Worked or None
        The rows below the answer, where the worked example can be read.
    more : str
        What the button that asks for more help says; blank: there is no more.
    """

    id: str
    title: str
    do: str
    missing: tuple[str, ...]
    hints: tuple[str, ...]
    answer: str
    worked: Worked | None
    more: str

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class LearnerState(HasTraits):
    """One learner at one step; what is done is read from the store, never kept here.

    Parameters
    ----------
    session : Session
        What is open.
    step : str
        The step of the agenda.

    Attributes
    ----------
    step : str
        The step that is looked at.
    help : dict of str to int
        How much help was asked for, by task: 1 to 3 hints, 4 the worked answer.
    opened : bool
        Whether the tasks are shown for a client that is no practice.
    sure : bool
        Whether starting over was asked for once; the second time it is done.
    """

    step = Unicode()
    help: Dict[str, int] = Dict()
    opened, sure = Bool(), Bool()

    def __init__(self, session: Session, step: str) -> None:
        super().__init__(step=step)
        self.session = session
        self._example: Pack | None = None
        self._for = session.client

    @property
    def kind(self) -> Kind:
        """What is open: nothing, a client to practise on, one that ships, or a real one."""
        workshop = self.session.workshop
        if workshop is None:
            return "none"
        if workshop.client.like is not None:
            return "practice"
        return "shipped" if workshop.name in SHIPPED else "real"

    @property
    def lesson(self) -> Lesson | None:
        """The lesson of the step; None where it has none."""
        return lessons().get(self.step)

    @property
    def shows_tasks(self) -> bool:
        """Whether the tasks are to be shown."""
        return self.lesson is not None and (
            self.kind == "practice" or (self.opened and self.kind != "none")
        )

    @property
    def command(self) -> str:
        """What a person types to get a client to practise this step on."""
        return f"touchkit new practice --like {EXAMPLE} --until {max(0, self._number - 1)}"

    @property
    def given(self) -> bool:
        """Whether this step came finished with the practice client."""
        client = self.session.workshop.client if self.session.workshop else None
        if client is None or client.like is None or self.lesson is None:
            return False
        return client.until is None or self._number <= client.until

    def tasks(self) -> list[Shown]:
        """Return the step's tasks as they stand now."""
        workshop, lesson = self.session.workshop, self.lesson
        if workshop is None or lesson is None:
            return []
        self._forget_another_client()
        case = Case(client=workshop.client, tables=workshop.tables(), persona=self.session.persona)
        return [self._shown(task, task.missing(case)) for task in lesson.tasks]

    def progress(self, tasks: list[Shown]) -> str:
        """Say how many tasks are done: ``2 of 3 done``."""
        return f"{sum(task.done for task in tasks)} of {len(tasks)} done"

    @property
    def after(self) -> str:
        """What a person does when all tasks of the step are done."""
        following = [lesson for lesson in lessons().values() if lesson.number == self._number + 1]
        if not following:
            return "All done. The start page shows the picture, and the report says it on one page."
        title = agenda.step(following[0].step).title
        return f"All done. Go on with the next notebook: {self._number + 1}, {title}."

    @property
    def _number(self) -> int:
        return self.lesson.number if self.lesson else 0

    def _forget_another_client(self) -> None:
        """Begin without hints, and not half-way into starting over, when another client is open."""
        if self._for != self.session.client:
            self._for, self._example = self.session.client, None
            self.help, self.sure = {}, False

    # help

    def _shown(self, task: Task, missing: tuple[str, ...]) -> Shown:
        level = self.help.get(task.id, 0)
        answered = level >= _ANSWER
        return Shown(
            id=task.id, title=task.title, do=task.do, missing=missing,
            hints=task.hints[: min(level, HINTS)],
            answer=task.answer if answered else "",
            worked=self._worked(task) if answered else None,
            more=_more(level, done=not missing),
        )  # fmt: skip

    def more_help(self, task: str) -> None:
        """Show one hint more, after the last one the worked answer; a task that is done goes straight there."""
        shown = next(one for one in self.tasks() if one.id == task)
        level = _ANSWER if shown.done else min(self.help.get(task, 0) + 1, _ANSWER)
        self.help = {**self.help, task: level}

    def less_help(self, task: str) -> None:
        """Take a task's hints and its answer away again."""
        self.help = {name: level for name, level in self.help.items() if name != task}

    def _worked(self, task: Task) -> Worked | None:
        try:
            example = self._read_example()
        except TouchkitError:  # the words of the answer stand by themselves
            return None
        return worked(example.client, example.tables, task.shows)

    def _read_example(self) -> Pack:
        if self._example is None:
            self._example = read_pack(find(EXAMPLE).path)
        return self._example

    # starting over

    @property
    def start_over_label(self) -> str:
        """What the button that starts over says; blank: there is nothing to go back to."""
        if self.kind in {"none", "real"}:
            return ""
        if self.sure:
            return "Yes, start over (Undo brings my work back)"
        return "Start over …" if self.kind == "practice" else "Back to the shipped example …"

    def start_over(self) -> None:
        """Ask first; the second time bring the client back to how it was made or shipped."""
        if not self.start_over_label:
            return
        if not self.sure:
            self.sure = True
            return
        self.sure = False
        workshop = self.session.workshop
        if workshop is None:
            return
        if self.kind == "shipped":
            self.session.take_pack()
            return
        again = practice_again(workshop.client)
        if self.session.become(again, "start the practice over"):
            self.help = {}

    def keep_going(self) -> None:
        """Not start over after all."""
        self.sure = False


def _more(level: int, *, done: bool) -> str:
    if level >= _ANSWER:
        return ""
    if done:
        return "Compare with the worked answer"
    if level == HINTS:
        return "Show the worked answer"
    return f"Hint {level + 1} of {HINTS}"
