"""The learner: which tasks a step has, how far they are, how much help was asked for, and starting over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from traitlets import Bool, Dict, HasTraits, Int, Tuple, Unicode

from touchkit.errors import TouchkitError
from touchkit.folder import find
from touchkit.model import Client
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
_STARTED_OVER = "Started over. Undo brings your work back."


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
        How many hints were asked for, by task: 1 to 3.
    compared : tuple of str
        The tasks whose worked answer was asked for.
    opened : bool
        Whether the tasks are shown for a client that is no practice.
    sure : bool
        Whether starting over was asked for, and is waiting for a yes.
    over_at : int
        The revision at which the client was started over; 0: it was not.
    """

    step = Unicode()
    help: Dict[str, int] = Dict()
    compared: Any = Tuple()
    opened, sure = Bool(), Bool()
    over_at = Int()

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
    def called(self) -> str:
        """What the step is called in a sentence: by its number, or by its title where it has none."""
        about = agenda.step(self.step)
        return f"step {about.number}" if about.number else f"“{about.title}”"

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
        return (
            f"All done. Go on with the next notebook: {self._number + 1}, {title}. The line “Next” "
            "below leads there."
        )

    @property
    def _number(self) -> int:
        return self.lesson.number if self.lesson else 0

    def _forget_another_client(self) -> None:
        """Begin without hints, and not half-way into starting over, when another client is open."""
        if self._for != self.session.client:
            self._for, self._example = self.session.client, None
            self.help, self.compared, self.sure, self.over_at = {}, (), False, 0

    # help

    def _shown(self, task: Task, missing: tuple[str, ...]) -> Shown:
        level, answered = self.help.get(task.id, 0), task.id in self.compared
        return Shown(
            id=task.id, title=task.title, do=self._in_the_clients_words(task.do), missing=missing,
            hints=tuple(self._in_the_clients_words(hint) for hint in task.hints[:level]),
            answer=task.answer if answered else "",
            worked=self._worked(task) if answered else None,
            more="" if answered else _more(level, done=not missing),
        )  # fmt: skip

    def _in_the_clients_words(self, words: str) -> str:
        return words.replace("CLIENT", self.session.client)

    def more_help(self, task: str) -> None:
        """Show one hint more, after the last one the worked answer; a task that is done goes straight there."""
        shown = next(one for one in self.tasks() if one.id == task)
        level = self.help.get(task, 0)
        if shown.done or level >= HINTS:
            self.compared = (*self.compared, task)
        else:
            self.help = {**self.help, task: level + 1}

    def less_help(self, task: str) -> None:
        """Take a task's hints and its answer away again."""
        self.help = {name: level for name, level in self.help.items() if name != task}
        self.compared = tuple(name for name in self.compared if name != task)

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
        return "Start over …" if self.kind == "practice" else "Back to the shipped example …"

    def start_over(self) -> None:
        """Ask first; nothing is changed, however often it is pressed."""
        self.sure, self.over_at = bool(self.start_over_label), 0

    def yes_start_over(self) -> None:
        """Bring the client back to how it was made or shipped, where that was asked for."""
        workshop, asked = self.session.workshop, self.sure
        self.sure = False
        if workshop is None or not asked:
            return
        if self._bring_back(workshop.client):
            self.help, self.compared, self.over_at = {}, (), self.session.revision

    def _bring_back(self, client: Client) -> bool:
        if self.kind == "shipped":
            self.session.take_pack()
            return not self.session.error
        return self.session.become(practice_again(client), "start the practice over")

    @property
    def started_over(self) -> str:
        """That the client was started over, until the next change; blank otherwise."""
        return _STARTED_OVER if self.over_at and self.over_at == self.session.revision else ""

    def keep_going(self) -> None:
        """Not start over after all."""
        self.sure = False


def _more(level: int, *, done: bool) -> str:
    if done:
        return "Compare with the worked answer"
    return f"Hint {level + 1} of {HINTS}" if level < HINTS else "Show the worked answer"
