"""Draw Lavender's scores.csv and events.csv: seeded, so that every run writes the very same bytes.

Nobody was asked: Lavender is made up. The tables below say what is meant to be found; the rest is
chance from one seed. Run it with ``python make_scores.py`` (or with a folder to write to).
Customers' answers are *drawn* around the mean asked for. The team's marks are *dealt*: the sum is
fixed by the mean, only who gives what is chance, so that a department of three shows what it should.
The seed was picked so that chance alone makes no third touchpoint look improved.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HERE = Path(__file__).parent
SEED = 20260205
PERSONAS = {"nadia": 66, "walter": 30, "ilse": 24}

# What customers say they got (1 to 5) in wave 1, May 2026, by persona; spread of their answers; what
# changed by wave 2, October 2026; what they hope for; part of them who have met the touchpoint at all.
#                   nadia walter ilse  spread change  wish  met
CUSTOMERS = {
    "on-hold":        (2.4, 2.2, 2.5,  0.90,  +1.0,  4.50, 0.80),
    "first-call":     (4.1, 4.4, 4.0,  0.75,   0.0,  4.65, 0.85),
    "quote-visit":    (4.2, 4.5, 3.8,  0.75,   0.0,  4.55, 0.80),
    "key-handover":   (3.3, 3.0, 3.5,  0.90,  +0.8,  4.80, 0.60),
    "first-clean":    (4.2, 4.3, 3.7,  0.80,   0.0,  4.85, 0.95),
    "regular-clean":  (4.1, 4.4, 3.9,  0.75,   0.0,  4.85, 0.95),
    "cleaner-change": (2.4, 1.9, 3.0,  0.95,   0.0,  4.75, 0.60),
    "moving-a-clean": (4.8, 2.0, 2.1,  0.80,   0.0,  4.60, 0.75),
    "complaint":      (2.6, 2.8, 2.3,  1.10,   0.0,  4.80, 0.09),
    "invoice":        (3.1, 3.1, 2.1,  0.90,   0.0,  4.50, 0.95),
    "newsletter":     (4.0, 4.3, 3.3,  0.80,   0.0,  2.60, 0.75),
    "renewal":        (3.5, 3.6, 3.4,  0.80,   0.0,  4.40, 0.55),
}  # fmt: skip

# What the team believes it delivers, by department: marketing, sales, operations, customer service,
# accounting, management; then its target, the minimum the room agreed on, and the dots each member
# gives on average out of twelve (importance to the customer).
#                   mark  sale  oper  serv  acco  mana  target min  dots
TEAM = {
    "on-hold":        (3.0,  3.25, 3.0,  2.2,  3.0,  2.5,  4.4,  3,  1.0),
    "first-call":     (4.3,  4.5,  4.0,  3.8,  4.0,  4.5,  4.8,  4,  1.3),
    "quote-visit":    (4.3,  4.75, 4.0,  4.0,  4.0,  4.5,  4.7,  3,  0.7),
    "key-handover":   (3.7,  3.75, 4.1,  3.4,  3.7,  3.5,  4.9,  4,  1.2),
    "first-clean":    (4.3,  4.25, 4.4,  4.2,  4.3,  4.5,  5.0,  4,  1.6),
    "regular-clean":  (4.3,  4.25, 4.3,  4.0,  4.3,  4.0,  4.9,  4,  1.7),
    "cleaner-change": (3.0,  3.0,  4.43, 1.6,  2.7,  3.0,  4.7,  3,  1.5),
    "moving-a-clean": (4.0,  4.0,  3.7,  4.2,  3.7,  4.0,  4.5,  3,  0.8),
    "complaint":      (3.3,  3.5,  3.7,  2.8,  3.3,  3.5,  4.9,  4,  1.0),
    "invoice":        (4.33, 4.25, 4.14, 3.8,  4.67, 4.5,  4.5,  3,  0.6),
    "newsletter":     (4.7,  4.25, 4.0,  4.0,  4.3,  4.5,  3.4,  2,  0.1),
    "renewal":        (3.7,  4.0,  3.6,  3.4,  4.0,  3.5,  4.4,  3,  0.5),
}  # fmt: skip
DEPARTMENTS = ("marketing", "sales", "operations", "customer-service", "accounting", "management")

# The touchpoint voted on again after the room had talked, with the means after the talk.
REVOTE = ("cleaner-change", (2.7, 2.75, 3.86, 1.8, 2.7, 2.5))

# Two mystery shoppers, kept apart from the team.
OUTSIDERS = {
    "shopper-1": {"on-hold": 2, "first-call": 4, "quote-visit": 4, "first-clean": 3},
    "shopper-2": {"on-hold": 3, "first-call": 5, "quote-visit": 3, "moving-a-clean": 2},
}

DOTS, MOST_DOTS = 12, 4
SCORE_COLUMNS = (
    "respondent", "group", "department", "touchpoint", "persona", "measure", "score", "n",
    "weight", "wave", "round", "evidence",
)  # fmt: skip

# The record: how many customers of each persona, where they come in, what a CRM cannot see, how many
# days pass before a touchpoint, and which part of those who meet it never come back.
CROWD = {"nadia": 370, "walter": 150, "ilse": 130}
DOORS = {
    "nadia": ("local-search", "neighbours-word", "door-leaflet", "van-lettering"),
    "walter": ("on-hold",),
    "ilse": ("letting-agent-tip", "local-search", "van-lettering"),
}
UNSEEN = {
    "van-lettering",
    "neighbours-word",
    "local-search",
    "letting-agent-tip",
    "stain-column",
    "landlord-word",
}
WAIT = {
    "on-hold": 0.2, "first-call": 0.01, "insurance-sheet": 1, "quote-visit": 4, "written-quote": 2,
    "key-handover": 6, "first-clean": 3, "agreement": 4, "direct-debit": 5, "house-sheet": 2,
    "welcome-folder": 6, "regular-clean": 7, "card-on-table": 0.1, "invoice": 14, "payment-reminder": 15,
    "spot-check": 9, "renewal": 40,
}  # fmt: skip
LEAVES = {
    "home-page": 0.10, "price-page": 0.08, "on-hold": 0.12, "written-quote": 0.12, "first-clean": 0.06,
    "cleaner-change": 0.12, "complaint": 0.15, "invoice": 0.04, "payment-reminder": 0.06, "renewal": 0.10,
}  # fmt: skip
AGAIN = {"regular-clean": 0.45, "on-hold": 0.10, "invoice": 0.05}
STRAYS = 0.06
FIRST_DAY = dt.datetime(2026, 1, 5, 8)  # noqa: DTZ001 - a CRM writes the clock on the wall
LAST_DAY = dt.datetime(2026, 11, 14, 20)  # noqa: DTZ001 - the same
EVENT_COLUMNS = ("customer", "touchpoint", "time", "channel", "persona")

Row = dict[str, str]


def main(folder: Path = HERE) -> None:
    """Write scores.csv and events.csv into a folder."""
    _write(folder / "scores.csv", SCORE_COLUMNS, draw_scores(Random(SEED), _read("participants")))
    links = [row for row in _read("links") if row["status"] == "current"]
    events = draw_events(Random(SEED + 1), _read("touchpoints"), links)
    _write(folder / "events.csv", EVENT_COLUMNS, events)


def draw_scores(rng: Random, participants: Sequence[Mapping[str, str]]) -> list[Row]:
    """Return every row of scores.csv: the team's, the outsiders', the customers'."""
    rows = [*_team_marks(rng, participants), *_team_dots(rng, participants), *_minimums()]
    return [*rows, *_outsiders(), *_customers(rng)]


def _team_marks(rng: Random, participants: Sequence[Mapping[str, str]]) -> Iterable[Row]:
    for touchpoint, (*received, target, _, _) in TEAM.items():
        yield from _believed(rng, participants, touchpoint, received, vote=1)
        for person, score in zip(participants, _dealt(rng, target, len(participants)), strict=True):
            yield _team_row(person, touchpoint, "desired", score)
    yield from _believed(rng, participants, *REVOTE, vote=2)


def _believed(
    rng: Random,
    people: Sequence[Mapping[str, str]],
    touchpoint: str,
    means: Sequence[float],
    *,
    vote: int,
) -> Iterable[Row]:
    for department, mean in zip(DEPARTMENTS, means, strict=True):
        members = [person for person in people if person["department"] == department]
        for person, score in zip(members, _dealt(rng, mean, len(members)), strict=True):
            yield _team_row(person, touchpoint, "received", score) | {"round": str(vote)}


def _team_row(person: Mapping[str, str], touchpoint: str, measure: str, score: int) -> Row:
    who = {"respondent": person["id"], "group": "team", "department": person["department"]}
    what = {"touchpoint": touchpoint, "measure": measure, "score": str(score)}
    return who | what | {"n": "1", "wave": "1", "round": "1", "evidence": "assumed"}


def _dealt(rng: Random, mean: float, people: int) -> list[int]:
    """Return whole scores whose sum is as near the mean as can be, unevenly handed out."""
    total = round(mean * people)
    scores = [total // people + (seat < total % people) for seat in range(people)]
    for _ in range(people // 5):
        up, down = rng.sample(range(people), 2)
        if scores[up] < 5 and scores[down] > 1:
            scores[up], scores[down] = scores[up] + 1, scores[down] - 1
    rng.shuffle(scores)
    return scores


def _team_dots(rng: Random, participants: Sequence[Mapping[str, str]]) -> Iterable[Row]:
    wanted = {touchpoint: row[-1] for touchpoint, row in TEAM.items()}
    for person in participants:
        dots = dict.fromkeys(wanted, 0)
        while sum(dots.values()) < DOTS:
            chosen = rng.choices(list(wanted), weights=list(wanted.values()))[0]
            dots[chosen] = min(dots[chosen] + 1, MOST_DOTS)
        for touchpoint, given in dots.items():
            yield _team_row(person, touchpoint, "importance", given)


def _minimums() -> Iterable[Row]:
    for touchpoint, row in TEAM.items():
        what = {
            "group": "team",
            "touchpoint": touchpoint,
            "measure": "minimum",
            "score": str(row[-2]),
        }
        yield what | {"n": "1", "wave": "1", "round": "1", "evidence": "assumed"}


def _outsiders() -> Iterable[Row]:
    for shopper, marks in OUTSIDERS.items():
        for touchpoint, score in marks.items():
            what = {"respondent": shopper, "group": "outsider", "touchpoint": touchpoint}
            mark = {"measure": "received", "score": str(score), "n": "1", "wave": "1", "round": "1"}
            yield what | mark | {"evidence": "observed"}


def _customers(rng: Random) -> Iterable[Row]:
    crowd = [persona for persona, people in PERSONAS.items() for _ in range(people)]
    rng.shuffle(crowd)
    for number, persona in enumerate(crowd, start=1):
        yield from _answers(rng, f"c{number:03d}", persona)


def _answers(rng: Random, respondent: str, persona: str) -> Iterable[Row]:
    likes = rng.gauss(0, 1)  # a person who likes everything gives everything a little more
    place = list(PERSONAS).index(persona)
    for touchpoint, design in CUSTOMERS.items():
        mean, (spread, change, wish, met) = design[place], design[3:]
        if rng.random() >= met:
            continue
        asked = [("received", mean, spread, 1), ("desired", wish, 0.6, 1)]
        if rng.random() < 0.9:
            asked.append(("received", mean + change, spread, 2))
        for measure, centre, width, wave in asked:
            score = str(_drawn(rng, centre, width, likes))
            who = {"respondent": respondent, "group": "customer", "persona": persona}
            what = {"touchpoint": touchpoint, "measure": measure, "score": score, "n": "1"}
            yield who | what | {"wave": str(wave), "round": "1", "evidence": "measured"}


def _drawn(rng: Random, mean: float, spread: float, likes: float) -> int:
    """Return one score from a bell cut into five bars whose mean is the one asked for."""
    level = 0.5 * (1 + math.erf((0.4 * likes + math.sqrt(0.84) * rng.gauss(0, 1)) / math.sqrt(2)))
    reached = 0.0
    for score, share in enumerate(_bars(mean, spread), start=1):
        reached += share
        if level < reached:
            return score
    return 5


def _bars(mean: float, spread: float) -> list[float]:
    low, high = -20.0, 26.0
    for _ in range(60):
        centre = (low + high) / 2
        bars = [math.exp(-((score - centre) ** 2) / (2 * spread**2)) for score in range(1, 6)]
        bars = [bar / sum(bars) for bar in bars]
        above = sum(score * bar for score, bar in enumerate(bars, start=1)) > mean
        low, high = (low, centre) if above else (centre, high)
    return bars


def draw_events(
    rng: Random, touchpoints: Sequence[Mapping[str, str]], links: Sequence[Mapping[str, str]]
) -> list[Row]:
    """Return every row of events.csv, in order of time: customers walking along the links."""
    known = {row["id"]: row for row in touchpoints if row["status"] == "exists"}
    crowd = [persona for persona, people in CROWD.items() for _ in range(people)]
    rng.shuffle(crowd)
    events: list[Row] = []
    for number, persona in enumerate(crowd, start=1):
        for touchpoint, when in _walk(rng, persona, known, links):
            if touchpoint not in UNSEEN:
                event = {
                    "customer": f"e{number:04d}",
                    "touchpoint": touchpoint,
                    "time": f"{when:%Y-%m-%d %H:%M:%S}",
                }
                events.append(
                    event | {"channel": _channel(rng, known[touchpoint]), "persona": persona}
                )
    return sorted(events, key=lambda event: (event["time"], event["customer"]))


def _walk(
    rng: Random,
    persona: str,
    known: Mapping[str, Mapping[str, str]],
    links: Sequence[Mapping[str, str]],
) -> Iterable[tuple[str, dt.datetime]]:
    here = rng.choice(DOORS[persona])
    when = FIRST_DAY + dt.timedelta(days=rng.randrange(230), hours=rng.random() * 10)
    while when < LAST_DAY:
        yield here, when
        if rng.random() < LEAVES.get(here, 0.02):
            return
        onward = _next(rng, here, persona, known, links)
        if onward is None:
            return
        here = onward
        days = WAIT.get(here, 2) * rng.lognormvariate(0, 0.6)
        when = _in_hours(when + dt.timedelta(days=days, minutes=5))


def _next(
    rng: Random,
    here: str,
    persona: str,
    known: Mapping[str, Mapping[str, str]],
    links: Sequence[Mapping[str, str]],
) -> str | None:
    if rng.random() < AGAIN.get(here, 0):
        return here
    if rng.random() < STRAYS:
        return rng.choice(
            [name for name, row in known.items() if row["stage"] == known[here]["stage"]]
        )
    open_to = [
        row
        for row in links
        if row["source"] == here and persona in (row["persona"] or persona).split(";")
    ]
    if not open_to:
        return None
    shares = [float(row["share"] or 1) for row in open_to]
    return rng.choices([row["target"] for row in open_to], weights=shares)[0]


def _in_hours(when: dt.datetime) -> dt.datetime:
    """Return the time moved into the working day, since nobody cleans at three in the morning."""
    if when.hour < 8:
        return when + dt.timedelta(hours=8)
    return when + dt.timedelta(hours=12) if when.hour >= 20 else when


def _channel(rng: Random, touchpoint: Mapping[str, str]) -> str:
    return "telephone" if rng.random() < 0.05 else touchpoint["channel"]


def _read(table: str) -> list[Row]:
    with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(*(Path(folder) for folder in sys.argv[1:2]))
