"""Checks: whether a learner has done a task, read from what is stored; what is missing has a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from touchkit.measure.saying import count, missing, share
from touchkit.model import Client
from touchkit.model.text import listed as said
from touchkit.steps.priorities import priorities, widest
from touchkit.steps.progress import SHORTLIST, Tables, listed
from touchkit.workshop.numbers import Numbers

_MOST_NAMED = 6
_SURE = ("observed", "measured")
_SHOWN_AS_TOP = 0.05  # a mean this close to the top is shown as the top
_PART_AT_TOP = 3  # one in so many may stand there
_WANTED_LANES = ("think", "feel", "do")
_ENDS = (".", "!", "?", "…")
"""With one of these a sentence somebody typed ends already."""
_NO_PERSONA = "There is no persona yet."
_NO_POINTS = "There are no touchpoints yet: step 2 comes first."


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is looked at: a workshop as it is at one moment.

    Attributes
    ----------
    client : Client
        Its settings.
    tables : mapping of str to pandas.DataFrame
        Its tables; left as they are.
    persona : str
        Whose gaps are looked at; blank: everybody's.
    """

    client: Client
    tables: Tables = field(repr=False)
    persona: str = ""

    @cached_property
    def points(self) -> pd.DataFrame:
        """The touchpoints that count: the shortlist, or where there is none all not retired."""
        return listed(self.tables)

    @cached_property
    def numbers(self) -> Numbers:
        """What the scores say."""
        return Numbers(self.client, dict(self.tables), self.persona)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The gaps as the screens show them, by touchpoint."""
        return self.numbers.gaps()

    @cached_property
    def names(self) -> dict[str, str]:
        """What each touchpoint is called."""
        points = self.tables["touchpoints"]
        return dict(zip(points["id"], points["name"], strict=True))

    def called(self, ids: Iterable[str]) -> list[str]:
        """Return what touchpoints are called."""
        return [self.names[point] for point in ids]


Check = Callable[..., list[str]]
"""Is given a case and what the task asks for; returns what is missing, nothing when it is done."""


def _named(names: Iterable[str]) -> str:
    return said(names, most=_MOST_NAMED)


def _lacking(words: str, names: Iterable[str]) -> list[str]:
    found = list(names)
    if not found:
        return []
    named = _named(found)
    return [f"{words}: {named}{'' if named.endswith(_ENDS) else '.'}"]


# step 1


def persona_alive(case: Case) -> list[str]:
    """Ask for one persona with a goal, a worry, and evidence other than assumed."""
    lacks = {}
    for row in case.tables["personas"].itertuples(index=False):
        lacking = [] if not missing(row.goal) else ["a goal"]
        lacking += [] if not missing(row.worries) else ["a worry"]
        lacking += [] if row.evidence in _SURE else ["evidence other than assumed"]
        lacks[row.name] = lacking
    if not lacks:
        return [_NO_PERSONA]
    if not all(lacks.values()):
        return []
    return [f"{name} still lacks {' and '.join(lacking)}." for name, lacking in lacks.items()]


def personas_differ(case: Case, *, least: int = 2) -> list[str]:
    """Ask for several personas of different groups, each with a goal, and the groups' shares."""
    personas = case.tables["personas"]
    if len(personas) < least:
        return [f"{len(personas)} of {least} personas so far."]
    groups = personas["segment"].dropna().str.casefold()
    twice = [group for group, often in Counter(groups).items() if often > 1]
    total = personas["share"].sum()
    return [
        *_lacking("What they want is missing for", _blank(personas, "goal")),
        *_lacking("The customer group is missing for", _blank(personas, "segment")),
        *_lacking("More than one persona stands for the same group", twice),
        *_lacking("The share of all customers is missing for", _blank(personas, "share")),
        *(
            [f"The shares add up to {share(float(total))}; there are only 100 %."]
            if total > 1.001
            else []
        ),
    ]


def promises_kept_in_mind(case: Case) -> list[str]:
    """Ask what each persona was promised."""
    personas = case.tables["personas"]
    if personas.empty:
        return [_NO_PERSONA]
    return _lacking("What was promised is missing for", _blank(personas, "promised"))


def decided(case: Case, *, step: str, due: bool = False) -> list[str]:
    """Ask for a decision of the step with an owner, and where wanted a date."""
    rows = case.tables["decisions"]
    rows = rows[rows["step"] == step]
    if rows.empty:
        return ["No decision of this step is written down yet."]
    whole = rows["owner"].notna() & (rows["due"].notna() | (not due))
    wanted = "an owner and a date" if due else "an owner"
    return [] if whole.any() else _lacking(f"Still without {wanted}", rows["text"])


def _blank(rows: pd.DataFrame, column: str) -> list[str]:
    return list(rows.loc[rows[column].isna(), "name"])


# step 2


def _live(case: Case) -> pd.DataFrame:
    points = case.tables["touchpoints"]
    return points[points["status"] != "retired"]


def enough_listed(case: Case, *, least: int = 20) -> list[str]:
    """Ask for so many touchpoints, each with a stage."""
    points = _live(case)
    few = [f"{len(points)} of {least} touchpoints so far."] if len(points) < least else []
    return [*few, *_lacking("A stage is missing for", _blank(points, "stage"))]


def looked_everywhere(case: Case, *, indirect: int = 3, planned: int = 1) -> list[str]:
    """Ask for a touchpoint in each stage, some indirect, some that ought to exist."""
    points = _live(case)
    stages = case.tables["stages"]
    empty = list(stages.loc[~stages["id"].isin(points["stage"]), "name"])
    counts = {
        "indirect": (int((points["contact"] == "indirect").sum()), indirect),
        "planned": (int((points["status"] == "planned").sum()), planned),
    }
    few = [
        f"{there} of {wanted} {kind} {'touchpoint' if wanted == 1 else 'touchpoints'} so far."
        for kind, (there, wanted) in counts.items()
        if there < wanted
    ]
    return [*_lacking("Nothing is listed in", empty), *few]


def shortlisted(case: Case) -> list[str]:
    """Ask for a shortlist neither too short nor too long, of what got dots."""
    low, high = SHORTLIST
    points = _live(case)
    chosen = points[points["shortlist"]]
    if not low <= len(chosen) <= high:
        return [f"{len(chosen)} on the shortlist; {low} to {high} are wanted."]
    without = chosen.loc[chosen["votes"].fillna(0) == 0, "name"]
    return _lacking("On the shortlist without a dot", without)


# steps 3 and 4


def _about(case: Case, lanes: Iterable[str]) -> pd.DataFrame:
    """Return the notes in some lanes on touchpoints that count."""
    notes = case.tables["notes"]
    return notes[notes["touchpoint"].isin(case.points["id"]) & notes["lane"].isin(list(lanes))]


def scored_by_team(case: Case, *, measure: str) -> list[str]:
    """Ask for a score of the team for every touchpoint that counts."""
    if case.points.empty:
        return [_NO_POINTS]
    scores = case.tables["scores"]
    there = scores[(scores["measure"] == measure) & (scores["group"] == "team")]["touchpoint"]
    without = case.points.loc[~case.points["id"].isin(there), "id"]
    return _lacking(f"The team's {measure} score is missing for", case.called(without))


def desired_by_team(case: Case) -> list[str]:
    """Ask for a desired score of the team for every touchpoint that counts, a third of them at most at the top."""
    return [*scored_by_team(case, measure="desired"), *_too_many_at_top(case)]


def _too_many_at_top(case: Case) -> list[str]:
    desired = case.gaps.set_index("touchpoint")["desired"].reindex(case.points["id"]).dropna()
    top = list(desired.index[desired >= case.client.scale.high - _SHOWN_AS_TOP])
    most = max(1, len(desired) // _PART_AT_TOP)
    if len(top) <= most:
        return []
    words = (
        f"{len(top)} of {count(len(desired), 'touchpoint')} stand at the top, at most {most} may"
    )
    return _lacking(words, case.called(top))


def obstacles_weighed(case: Case, *, least: int = 2) -> list[str]:
    """Ask for obstacles at several touchpoints, with how bad they are."""
    found = _about(case, ["obstacle"])
    weighed = found[found["severity"].notna()]["touchpoint"].nunique()
    if weighed >= least:
        return []
    loose = found[found["severity"].isna()]["text"]
    some = f"Obstacles with how bad they are: at {weighed} of {least} touchpoints so far."
    return [some, *_lacking("How bad is it", loose)]


def expectation_judged(case: Case) -> list[str]:
    """Ask for an expectation and whether it is met."""
    found = _about(case, ["expectation"])
    if found.empty:
        return ["No expectation is written down yet."]
    judged = found["met"].isin(["yes", "no", "exceeded"])
    return [] if judged.any() else _lacking("Is it met", found["text"])


def something_checked(case: Case, *, lanes: list[str]) -> list[str]:
    """Ask for a note on what customers meet that rests on more than imagination."""
    found = _about(case, lanes)
    if found.empty:
        return ["There is no note on what customers do and meet yet."]
    if found["evidence"].isin(_SURE).any():
        return []
    return [f"All {len(found)} notes are assumed so far."]


def minimum_below_desired(case: Case) -> list[str]:
    """Ask for a minimum below desired for every touchpoint that counts."""
    if case.points.empty:
        return [_NO_POINTS]
    found = case.points[["id"]].merge(case.gaps, left_on="id", right_on="touchpoint", how="left")
    without = found["minimum"].isna()
    unwanted = ~without & found["desired"].isna()
    high = found["minimum"] >= found["desired"]
    return [
        *_lacking("The minimum is missing for", case.called(found.loc[without, "id"])),
        *_lacking("Desired is missing for", case.called(found.loc[unwanted, "id"])),
        *_lacking("The minimum is no lower than desired for", case.called(found.loc[high, "id"])),
    ]


def think_feel_do(case: Case) -> list[str]:
    """Ask for all three at one touchpoint: what they should think, feel and do."""
    there = _about(case, _WANTED_LANES).groupby("touchpoint")["lane"].agg(set)
    if there.empty:
        return ["No touchpoint has think, feel and do yet."]
    best = max(there.index, key=lambda point: len(there[point]))
    lacking = [lane for lane in _WANTED_LANES if lane not in there[best]]
    return [f"{case.names[best]} still lacks {' and '.join(lacking)}."] if lacking else []


def importance_told_apart(case: Case) -> list[str]:
    """Ask how much each touchpoint that counts matters to the customer, told apart."""
    scores, kind = case.tables["scores"], case.client.importance.kind
    given = scores[(scores["measure"] == "importance") & (scores["group"] == "team")]
    given = given[given["touchpoint"].isin(case.points["id"])]
    if given.empty:
        return ["No touchpoint has been given importance yet."]
    by = given["touchpoint"]
    total = (given["score"] * given["n"].astype("float64")).groupby(by).sum()
    if kind == "scale":
        total = total / given["n"].groupby(by).sum().astype("float64")
    without = case.called(id_ for id_ in case.points["id"] if id_ not in total.index)
    if without and kind != "scale":
        return _lacking(f"{total.sum():g} {kind} so far, none (not even 0) for", without)
    alike = len(case.points) > 1 and bool((total == total.iloc[0]).all())
    return [
        *_lacking("Importance is missing for", without),
        *(["All touchpoints are equally important so far."] if alike else []),
    ]


# step 5


def verdicts_given(case: Case) -> list[str]:
    """Ask for a verdict on every touchpoint that counts."""
    if case.points.empty:
        return [_NO_POINTS]
    return _lacking("The verdict is missing for", _blank(case.points, "verdict"))


def widest_gap_answered(case: Case) -> list[str]:
    """Ask for an idea with an owner and a date where the gap is widest."""
    order = widest(priorities(case.points, case.gaps), 1)
    if not order:
        return ["No touchpoint falls short yet: a gap takes a received and a desired score."]
    first, ideas = order[0], case.tables["ideas"]
    about = ideas[[first.touchpoint in str(ids).split(";") for ids in ideas["touchpoint"]]]
    if about.empty:
        return [f"An idea for {first.name}: the gap there is the widest ({first.gap})."]
    whole = about["owner"].notna() & about["due"].notna()
    return [] if whole.any() else _lacking("Still without an owner and a date", about["title"])


def idea_beyond_mending(case: Case) -> list[str]:
    """Ask for an idea that surprises or delights, with a guessed lift and cost."""
    ideas = case.tables["ideas"]
    found = ideas[ideas["kind"].isin(["surprise", "delight"])]
    if found.empty:
        return ["No idea is a surprise or a delight yet."]
    guessed = found["lift"].notna() & found["cost"].notna()
    return (
        [] if guessed.any() else _lacking("Still without a guessed lift and cost", found["title"])
    )


# every time


def idea_kept_up(case: Case) -> list[str]:
    """Ask for an act that keeps an idea up, with an owner."""
    acts = case.tables["acts"]
    found = acts[acts["idea"].notna()]
    if found.empty:
        return ["No idea has become an act yet."]
    return (
        [] if found["owner"].notna().any() else _lacking("Still without an owner", found["title"])
    )


def on_their_dates(case: Case) -> list[str]:
    """Ask for an act on a date in a customer's life that keeps up a touchpoint."""
    acts = case.tables["acts"]
    found = acts[acts["trigger"].notna()]
    if found.empty:
        return ["No act hangs on a date in a customer's life yet."]
    kept = found["touchpoint"].notna()
    return [] if kept.any() else _lacking("Still without a touchpoint", found["title"])


def act_worded(case: Case) -> list[str]:
    """Ask for an act that is not for everybody, with what these customers hear or read."""
    acts = case.tables["acts"]
    found = acts[acts["audience"].notna()]
    if found.empty:
        return ["No act is for certain customers yet."]
    return [] if found["wording"].notna().any() else _lacking("Still without words", found["title"])


def ticked_off(case: Case) -> list[str]:
    """Ask for something on the roster that was done."""
    return [] if case.tables["ticks"]["done_on"].notna().any() else ["Nothing is ticked off yet."]


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        persona_alive, personas_differ, promises_kept_in_mind, decided,
        enough_listed, looked_everywhere, shortlisted,
        scored_by_team, desired_by_team, obstacles_weighed, expectation_judged, something_checked,
        minimum_below_desired, think_feel_do, importance_told_apart,
        verdicts_given, widest_gap_answered, idea_beyond_mending,
        idea_kept_up, on_their_dates, act_worded, ticked_off,
    )
}  # fmt: skip
"""Every check by the name `lessons.toml` gives it."""
