"""Drafts of a survey's mapping: what is uncertain is there, but commented out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from touchkit.intake.mappings import COUNTS_PLEASE
from touchkit.intake.sheets import Sheet
from touchkit.intake.survey_guess import Guess, Look, guess
from touchkit.intake.survey_sheet import read_survey_sheet
from touchkit.model.text import clean, listed

_MOST_SHOWN = 14


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A mapping to be finished by a person.

    Attributes
    ----------
    text : str
        The TOML file's content.
    said : tuple of str
        What was found, in sentences.
    """

    text: str
    said: tuple[str, ...]


def draft_mapping(
    path: str | Path, *, encoding: str | None = None, sheet: str | None = None
) -> Draft:
    r"""Draft a mapping from what a survey's columns look like.

    Nothing that changes a number is decided: whose answers they are, the scale and the codes
    that mean "nobody answered" stand there as comments, with what speaks for them, and until a
    person has decided reading refuses. Nothing is written.

    Parameters
    ----------
    path, encoding, sheet
        As for `touchkit.intake.survey_sheet.read_survey_sheet`.

    Returns
    -------
    Draft

    Raises
    ------
    IntakeError
        When the file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = Path(folder.name) / "survey.csv"
    >>> _ = file.write_text("person,Till,Shelves\n1,5,4\n2,3,6\n3,1,2\n")
    >>> print(draft_mapping(file).said[1])
    2 columns look like answers from 1 to 5: Till, Shelves.
    >>> folder.cleanup()
    """
    read = read_survey_sheet(path, encoding=encoding, sheet=sheet)
    found = guess(read)
    said = tuple(_said(read, found))
    body = _boxes_body(found) if found.boxes else _questions_body(found)
    lines = [*(f"# {_flat(line)}".rstrip() for line in [*said, *_advice(read)]), "", *body]
    return Draft(text="\n".join(lines) + "\n", said=said)


def _said(sheet: Sheet, found: Guess) -> Iterator[str]:
    yield f"{sheet.file}: {len(sheet.rows):,} rows, {len(sheet.header):,} columns."
    low, high = found.scale or (1, 5)
    if found.questions and not found.boxes:
        some = found.questions
        yield f"{_columns(some)} look{_s(some)} like answers from {low} to {high}: {_names(some)}."
        if outside := _outside(some, (low, high)):
            yield f"Outside that scale: {outside}. Not applicable, never used, left blank? You decide."
    if found.alone and not found.boxes:
        some = found.alone
        yield f"{_columns(some)} may hold such answers, but stand{_s(some)} alone: {_names(some)}."
    if found.worded:
        yield f"{_columns(found.worded)} answer in the same words: {_names(found.worded)}."
    if found.boxes:
        parts = (
            f"{_columns(found.boxes)} add up to a whole in every row, as parts of all answers do"
        )
        yield f"{parts}: {_names(found.boxes)}."
    averages = [look for look in found.looks if look.is_averages and look not in found.boxes]
    if averages:
        yield f"{_columns(averages)} look{_s(averages)} like averages: {_names(averages)}. {COUNTS_PLEASE}"
    if not (found.questions or found.worded or found.boxes):
        yield "No columns look like answers that belong together."
    titles = [clean(title) for title in sheet.header]
    if {"touchpoint", "score"} <= {title.lower() for title in titles}:
        yield (
            "With its columns touchpoint and score it is nearly a pack's scores.csv already: "
            "add the columns group and measure, and put it into the pack."
        )
    twice = [title for title, n in Counter(titles).items() if n > 1 and title]
    if twice:
        yield f"Several columns bear the same name, and cannot be told apart: {listed(twice)}."
    yield from sheet.notes


def _advice(sheet: Sheet) -> list[str]:
    return [
        "",
        "A draft. What changes numbers is not guessed: it is commented out, and reading refuses until you decide.",
        'With the questionnaire in hand: correct the lines, take the "# " before those that hold away, save. Then:',
        f"touchkit survey {sheet.file.partition(' [')[0]} --mapping THIS-FILE",
    ]


def _questions_body(found: Guess) -> Iterator[str]:
    yield "[survey]"
    yield from _common()
    answers = found.questions or found.alone
    low, high = found.scale or (1, 5)
    if answers:
        yield f"# The answers' lowest and highest number. {_seen(_together(answers))}"
    yield f"# scale = [{low}, {high}]"
    codes = list(_codes(answers, (low, high)))
    if codes:
        yield "# Codes off that scale. If they mean that nobody answered (not applicable, never used, blank):"
        yield f"# missing = [{', '.join(codes)}]"
    yield "# If the lowest number is the best answer:"
    yield "# reverse = true"
    if found.worded:
        words = Counter(word for look in found.worded for word in look.words)
        yield "# The score each of these words stands for:"
        yield f"# values = {{ {', '.join(f'{_quoted(word)} = …' for word in words)} }}"
    yield from _who(found)
    yield ""
    yield "[questions]"
    yield '# column = "the touchpoint\'s name", or its id in a pack. Delete what is no touchpoint.'
    for look in (*found.questions, *found.worded):
        yield f"# {_seen(look)}"
        yield f"{_quoted(look.name, bare=True)} = {_quoted(look.name)}"
    yield from _doubtful(
        "Look like such answers too, but stand alone. Are they about a touchpoint?", found.alone
    )
    yield from _doubtful(
        "May be answers on another scale, or codes of something else:", found.other
    )
    named = {
        *found.questions,
        *found.worded,
        *found.alone,
        *found.other,
        found.people,
        found.weight,
    }
    rest = [look for look in found.looks if look not in named]
    if rest:
        yield ""
        yield f"# Not taken for answers: {_names(rest)}."


def _common() -> list[str]:
    return [
        "# Whose answers are they: customer, team or outsider?",
        '# group = "customer"',
        "# What was asked: received, desired, minimum, importance or emotion?",
        '# measure = "received"',
    ]


def _who(found: Guess) -> Iterator[str]:
    if found.people:
        yield "# Different in every row. Without it, equal answers are counted."
        sure = "" if found.questions or found.worded else "# "
        yield f"{sure}respondent = {_quoted(found.people.name)}"
    if found.weight:
        yield "# Survey weights: with them every number changes."
        yield f"# weight = {_quoted(found.weight.name)}"
    yield "# Which survey: a year, or a number counted up."
    yield "# wave = 1"
    yield "# How we know: assumed, observed or measured."
    yield '# evidence = "measured"'


def _doubtful(says: str, looks: Sequence[Look]) -> Iterator[str]:
    if looks:
        yield ""
        yield f"# {says}"
    for look in looks:
        yield f"# {_seen(look)}"
        yield f"# {_quoted(look.name, bare=True)} = {_quoted(look.name)}"


def _boxes_body(found: Guess) -> Iterator[str]:
    total = sum(number * n for look in found.boxes for number, n in look.numbers.items())
    unit = "share" if total <= 2 * found.boxes[0].filled else "percent"
    yield "[survey]"
    yield from _common()
    yield "# The lowest and the highest score a box stands for."
    yield f"# scale = [1, {len(found.boxes)}]"
    yield '# Which column says what was scored; values = { code = "touchpoint" } turns codes into touchpoints.'
    rest = [look for look in found.looks if look not in found.boxes]
    worded = [look for look in rest if 1 < len(look.words) < look.filled] or rest
    subject = worded[-1].name if worded else "…"
    yield f"# touchpoint = {{ column = {_quoted(subject)} }}"
    yield "# How many answered: a column, or a number. If nobody knows, ask who ran the survey."
    yield '# answers = "…"'
    yield f'unit = "{unit}"'
    yield '# Which survey: a year, or a column with values = { "07_2015" = 2015 }.'
    yield "# wave = 1"
    yield ""
    yield "[boxes]"
    yield "# The score each box stands for; higher is better."
    for score, look in enumerate(found.boxes, start=1):
        yield f"# {_quoted(look.name)} = {score}"
    if rest:
        yield ""
        yield f"# Other columns: {_names(rest)}."


def _codes(looks: Sequence[Look], scale: tuple[int, int]) -> Iterator[str]:
    """Yield the values off the scale as TOML writes them, numbers first."""
    together = _together(looks)
    for number in sorted(n for n in together.numbers if not scale[0] <= n <= scale[1]):
        yield f"{number:g}"
    yield from (_quoted(word) for word in together.words)


def _outside(looks: Sequence[Look], scale: tuple[int, int]) -> str:
    """Return in words what lies outside the scale, and in how many columns; or nothing."""
    low, high = scale
    cells: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for look in looks:
        for number, n in look.numbers.items():
            if not low <= number <= high:
                cells[f"{number:g}"] += n
                columns[f"{number:g}"] += 1
        for word, n in look.words.items():
            cells[repr(word)] += n
            columns[repr(word)] += 1
    ordered = sorted(cells, key=lambda one: -cells[one])
    said = [f"{one} in {cells[one]:,} cells of {_count(columns[one])}" for one in ordered]
    return listed(said) if said else ""


def _together(looks: Sequence[Look]) -> Look:
    """Return several columns as if they were one."""
    numbers: Counter[float] = Counter()
    words: Counter[str] = Counter()
    for look in looks:
        numbers.update(look.numbers)
        words.update(look.words)
    filled, blank = sum(look.filled for look in looks), sum(look.blank for look in looks)
    return Look(name="", place=0, filled=filled, blank=blank, numbers=numbers, words=words)


def _seen(look: Look) -> str:
    """Return which values a column holds and how often."""
    said = [f"{number:g}: {look.numbers[number]:,}" for number in sorted(look.numbers)]
    said += [f"{_quoted(word)}: {n:,}" for word, n in look.words.most_common()]
    said += [f"blank: {look.blank:,}"] if look.blank else []
    return _flat(f"Seen: {listed(said, _MOST_SHOWN)}.")


def _quoted(text: str, *, bare: bool = False) -> str:
    """Return text as TOML writes it; a key needs no quotes where it is a plain word."""
    plain = text.isascii() and text.replace("_", "").replace("-", "").isalnum()
    return text if bare and plain else json.dumps(clean(text), ensure_ascii=False)


def _flat(text: str) -> str:
    """Return text that stays in the one line of its comment."""
    return " ".join(clean(text).split())


def _columns(looks: Sequence[Look]) -> str:
    return _count(len(looks))


def _count(number: int) -> str:
    return "1 column" if number == 1 else f"{number:,} columns"


def _s(looks: Sequence[Look]) -> str:
    return "s" if len(looks) == 1 else ""


def _names(looks: Sequence[Look]) -> str:
    return listed([_flat(look.name) for look in looks], 40)
