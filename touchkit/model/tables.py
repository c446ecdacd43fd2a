"""What a workshop is made of: one frozen record per table, the one declaration of every column."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from touchkit.model.columns import (
    About,
    Date,
    Ids,
    Number,
    Refers,
    Size,
    Text,
    Whole,
    YesNo,
    fault,
)
from touchkit.model.lists import CLIENT_TABLES
from touchkit.model.row import Row

Evidence = Literal["assumed", "observed", "measured"]


class Persona(Row):
    """One distinctly different group of customers, as a person."""

    TABLE, SAYS, NAMED_BY = (
        "personas",
        "one row for each distinctly different customer group",
        "name",
    )
    name: Annotated[Text, About("what the room calls this person")]
    segment: Annotated[Text | None, About("the customer group the person stands for")] = None
    share: Annotated[Number | None, Field(ge=0, le=1), About("part of all customers, 0 to 1")] = (
        None
    )
    goal: Annotated[Text | None, About("what the person wants to get done")] = None
    worries: Annotated[Text | None, About("what the person is afraid of")] = None
    promised: Annotated[Text | None, About("what the business promised the person")] = None
    quote: Annotated[Text | None, About("a sentence the person would say")] = None
    evidence: Annotated[Evidence, About("how we know")] = "assumed"
    skips: Annotated[
        Ids | None, About("stages the person never meets"), Refers(table="stages", many=True)
    ] = None


class Touchpoint(Row):
    """One way the business touches a customer or prospect."""

    TABLE, SAYS, NAMED_BY = (
        "touchpoints",
        "every way the business touches a customer or prospect",
        "name",
    )
    name: Annotated[Text, About("what the room calls it")]
    stage: Annotated[
        Text | None, About("where in the journey; blank: unsorted"), Refers(table="stages")
    ] = None
    department: Annotated[Text | None, About("who owns it"), Refers(table="departments")] = None
    channel: Annotated[Text | None, About("how it happens"), Refers(table="channels")] = None
    contact: Annotated[
        Literal["direct", "indirect"], About("whether the business itself makes it")
    ] = "direct"
    status: Annotated[
        Literal["exists", "planned", "retired"], About("whether it is there today")
    ] = "exists"
    moment_of_truth: Annotated[YesNo, About("whether it makes or breaks the relationship")] = False
    shortlist: Annotated[YesNo, About("whether it is among the 8–12 that are scored")] = False
    votes: Annotated[
        Whole | None, Field(ge=0), About("dots it got when the shortlist was chosen")
    ] = None
    verdict: Annotated[
        Literal["keep", "fix", "delight", "stop"] | None, About("what the room decided about it")
    ] = None
    cost_now: Annotated[
        Number | None, Field(ge=0), About("what it costs a year today, in money")
    ] = None
    description: Annotated[Text | None, About("what happens there")] = None
    position: Annotated[Number | None, About("order within its stage, lowest first")] = None


class Link(Row):
    """An arrow of the journey: what leads to what."""

    TABLE, SAYS = "links", "what leads to what; no row at all: stage and position order"
    source: Annotated[
        Text, About("where the arrow starts"), Refers(table="touchpoints", removed="take")
    ]
    target: Annotated[Text, About("where it ends"), Refers(table="touchpoints", removed="take")]
    persona: Annotated[
        Ids | None,
        About("who goes this way; blank: all"),
        Refers(table="personas", many=True, removed="take"),
    ] = None
    status: Annotated[
        Literal["current", "planned"], About("whether customers go this way today")
    ] = "current"
    share: Annotated[
        Number | None, Field(ge=0, le=1), About("part of those at the source, 0 to 1")
    ] = None


class Note(Row):
    """One statement about a touchpoint or a stage, with how we know."""

    TABLE, SAYS = "notes", "one statement a row, each with how we know"
    ONE_OF = ("touchpoint", "stage")
    touchpoint: Annotated[
        Text | None,
        About("what it is about (or name a stage)"),
        Refers(table="touchpoints", removed="take"),
    ] = None
    stage: Annotated[
        Text | None,
        About("what it is about, when no single touchpoint is"),
        Refers(table="stages", removed="take"),
    ] = None
    persona: Annotated[
        Text | None,
        About("whom it is true for; blank: all"),
        Refers(table="personas", removed="take"),
    ] = None
    lane: Annotated[
        Text, About("what kind of statement it is"), Refers(table="lanes", removed="take")
    ]
    text: Annotated[Text, About("the statement")]
    evidence: Annotated[Evidence, About("how we know")] = "assumed"
    source: Annotated[Text | None, About("where it comes from")] = None
    severity: Annotated[Literal["annoys", "delays", "loses"] | None, About("how bad it is")] = None
    met: Annotated[
        Literal["yes", "no", "exceeded", "unknown"] | None, About("whether the expectation is met")
    ] = None
    author: Annotated[Text | None, About("who wrote it")] = None
    department: Annotated[Text | None, About("whose view it is"), Refers(table="departments")] = (
        None
    )

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if self.touchpoint is None and self.stage is None:
            raise fault(
                "a touchpoint or a stage", "Say which touchpoint or which stage the note is about."
            )
        return self


class Score(Row):
    """One answer, or a counted number of equal answers."""

    TABLE, SAYS = "scores", "one answer a row, or a counted number of equal answers"
    respondent: Annotated[Text | None, About("who answered, by alias; blank in counted rows")] = (
        None
    )
    group: Annotated[
        Literal["team", "customer", "outsider"], About("whose answer it is; never pooled")
    ]
    department: Annotated[
        Text | None, About("the respondent's department"), Refers(table="departments")
    ] = None
    touchpoint: Annotated[
        Text, About("what was scored"), Refers(table="touchpoints", removed="take")
    ]
    persona: Annotated[
        Text | None, About("for whom it was scored"), Refers(table="personas", removed="take")
    ] = None
    measure: Annotated[
        Literal["received", "desired", "minimum", "importance", "emotion"], About("what was asked")
    ]
    score: Annotated[Number, About("the answer, on the client's scale; higher is better")]
    n: Annotated[Whole, Field(ge=1), About("answers the row stands for")] = 1
    weight: Annotated[Number | None, Field(gt=0), About("survey weight of each answer")] = None
    wave: Annotated[Whole, About("which survey, counted up or a year; the latest counts")] = 1
    round: Annotated[Whole, Field(ge=1), About("which vote in the room; the last one counts")] = 1
    evidence: Annotated[Evidence | None, About("how we know")] = None


class Idea(Row):
    """Something that could be done to close a gap."""

    TABLE, SAYS, NAMED_BY = "ideas", "what could be done about a gap", "title"
    touchpoint: Annotated[
        Ids, About("what it improves"), Refers(table="touchpoints", many=True, removed="take")
    ]
    title: Annotated[Text, About("the idea in a few words")]
    kind: Annotated[Literal["fix", "surprise", "delight"], About("mend, surprise or delight")] = (
        "fix"
    )
    lift: Annotated[Size | None, About("points the received score may gain, or S, M, L")] = None
    lift_low: Annotated[Size | None, About("the cautious guess")] = None
    lift_high: Annotated[Size | None, About("the hopeful guess")] = None
    cost: Annotated[Size | None, About("money once, or S, M, L")] = None
    cost_yearly: Annotated[Size | None, About("money a year, or S, M, L")] = None
    effort_days: Annotated[Size | None, About("working days, or S, M, L")] = None
    department: Annotated[
        Text | None, About("whose days it takes"), Refers(table="departments")
    ] = None
    owner: Annotated[Text | None, About("who sees to it")] = None
    due: Annotated[Date | None, About("by when")] = None
    needs: Annotated[
        Ids | None, About("ideas it cannot do without"), Refers(table="ideas", many=True)
    ] = None
    excludes: Annotated[
        Ids | None, About("ideas it cannot stand beside"), Refers(table="ideas", many=True)
    ] = None
    must: Annotated[YesNo, About("whether it has to be done whatever it costs")] = False
    votes: Annotated[Whole | None, Field(ge=0), About("dots it got")] = None
    status: Annotated[
        Literal["idea", "chosen", "testing", "done", "dropped"], About("how far it is")
    ] = "idea"
    hypothesis: Annotated[Text | None, About("what we believe will happen")] = None
    success_measure: Annotated[Text | None, About("how we would notice")] = None


class Pilot(Row):
    """A small test of an idea, and what it showed."""

    TABLE, SAYS = "pilots", "small tests of ideas, and what they showed"
    idea: Annotated[Text, About("the idea that is tested"), Refers(table="ideas", removed="take")]
    who: Annotated[Text | None, About("on whom it is tried")] = None
    weeks: Annotated[Whole | None, Field(ge=1), About("how long, in weeks")] = None
    design: Annotated[
        Literal["before and after", "same people twice", "split"],
        About("what is held against what"),
    ] = "before and after"
    unit: Annotated[
        Literal["share", "points"],
        About("whether yes is counted (share) or scores are averaged (points)"),
    ] = "share"
    better: Annotated[Literal["higher", "lower"], About("which way is better")] = "higher"
    today: Annotated[
        Number | None, Field(ge=0, le=1), About("the share today, 0 to 1; blank for points")
    ] = None
    lift: Annotated[
        Number | None, About("what is hoped for: change of the share, 0 to 1, or points")
    ] = None
    stop: Annotated[Text | None, About("when it ends early")] = None
    before: Annotated[
        Text | None,
        About("the answers before or without: `31 of 100`, or how many gave each point"),
    ] = None
    after: Annotated[Text | None, About("the answers afterwards or with, the same way")] = None


class Assumption(Row):
    """A number the business case rests on, as a range, with its source."""

    TABLE, SAYS = "assumptions", "what the business case rests on, each as a range with its source"
    input: Annotated[
        Literal["customers", "leavers", "lift", "revenue", "margin", "cost", "cost_yearly"],
        About("what it is"),
    ]
    low: Annotated[Number | None, Field(ge=0), About("the least it may be")] = None
    mid: Annotated[Number | None, Field(ge=0), About("what is taken for likely")] = None
    high: Annotated[Number | None, Field(ge=0), About("the most it may be")] = None
    source: Annotated[Text | None, About("where the number comes from")] = None


class Act(Row):
    """A little thing done for customers, every time."""

    TABLE, SAYS, NAMED_BY = "acts", "little things done for customers, every time", "title"
    ONE_OF = ("starts", "trigger")
    touchpoint: Annotated[
        Text | None,
        About("the touchpoint it keeps up"),
        Refers(table="touchpoints", removed="take"),
    ] = None
    idea: Annotated[Text | None, About("the idea it came from"), Refers(table="ideas")] = None
    title: Annotated[Text, About("the act in a few words")]
    audience: Annotated[
        Text | None, About("whom it is for; blank: everybody"), Refers(table="audiences")
    ] = None
    owner: Annotated[Text | None, About("who does it")] = None
    channel: Annotated[Text | None, About("how it reaches them"), Refers(table="channels")] = None
    starts: Annotated[Date | None, About("its first date (or name a trigger)")] = None
    trigger: Annotated[Text | None, About("a customer date it hangs on, such as purchase_on")] = (
        None
    )
    offset_days: Annotated[Whole | None, About("days after the trigger; negative: before")] = None
    repeats: Annotated[Text | None, About("how it recurs, as an iCalendar RRULE")] = None
    until: Annotated[Date | None, About("its last date")] = None
    lead_days: Annotated[Whole | None, Field(ge=0), About("days of preparation")] = None
    weekdays_only: Annotated[YesNo, About("whether it moves off weekends")] = False
    wording: Annotated[Text | None, About("what is said or written")] = None
    calendar: Annotated[Literal["touchpoint", "marketing"], About("which calendar it is on")] = (
        "touchpoint"
    )

    @model_validator(mode="after")
    def _hangs_on_a_date(self) -> Self:
        if self.starts is None and self.trigger is None:
            raise fault(
                "a date in starts, or a trigger", "Say when it happens first, or what it follows."
            )
        if self.trigger is not None and not self.trigger.endswith("_on"):
            raise fault(
                "a customer date ending in _on", f"Call the column {self.trigger}_on in customers."
            )
        return self


class Customer(Row):
    """A customer acts are done for; stays on this computer."""

    TABLE, SAYS = "customers", "the people acts are done for; stays on this computer"
    EXTRA_DATES = "_on"
    call_name: Annotated[
        Text | None, About("how they are addressed; never exported unless asked")
    ] = None
    segment: Annotated[Text | None, About("customer group")] = None
    persona: Annotated[Text | None, About("whom they resemble"), Refers(table="personas")] = None
    best: Annotated[YesNo, About("whether they are among the best customers")] = False


class Tick(Row):
    """An act done, or due, for one customer."""

    TABLE, SAYS = "ticks", "what is due and done, customer by customer"
    act: Annotated[Text, About("what was to be done"), Refers(table="acts", removed="take")]
    customer: Annotated[
        Text | None,
        About("for whom; blank: everybody it was due for who has no row of their own"),
        Refers(table="customers", removed="take"),
    ] = None
    due: Annotated[Date, About("when it was due")]
    done_on: Annotated[Date | None, About("when it was done; blank: not yet")] = None
    by: Annotated[Text | None, About("who did it")] = None


class Participant(Row):
    """Somebody in the room, by alias."""

    TABLE, SAYS, NAMED_BY = "participants", "who is in the room, by alias", "alias"
    alias: Annotated[Text, About("the name on the chip; need not be the real one")]
    department: Annotated[Text | None, About("where they work"), Refers(table="departments")] = None
    role: Annotated[
        Literal["facilitator", "scribe", "decider", "participant"],
        About("what they do in the room"),
    ] = "participant"


class Decision(Row):
    """What the room decided, who sees to it and by when."""

    TABLE, SAYS = "decisions", "what the room decided, who sees to it, by when"
    step: Annotated[
        Literal["point-of-view", "touchpoints", "received", "desired", "enhance", "calendar"],
        About("the step it was taken in"),
    ]
    text: Annotated[Text, About("the decision in a sentence")]
    owner: Annotated[Text | None, About("who sees to it")] = None
    due: Annotated[Date | None, About("by when")] = None
    idea: Annotated[
        Text | None, About("the idea it came from; blank: none"), Refers(table="ideas")
    ] = None
    status: Annotated[
        Literal["open", "done"],
        About("whether it is carried out; an idea's own status counts first"),
    ] = "open"


class Mark(Row):
    """That something was parked, disputed, or accepted as it is."""

    TABLE, SAYS = "marks", "what was parked, disputed or accepted as it is"
    table: Annotated[Text, About("the table the row stands in")]
    row: Annotated[Text, About("the id of the row, or the finding accepted")]
    kind: Annotated[Literal["parked", "disputed", "accepted"], About("which of the three")]
    reason: Annotated[Text | None, About("why")] = None
    who: Annotated[Text | None, About("who said so")] = None


class Event(Row):
    """One thing a customer did, from a CRM; read where it lies, never copied into the store."""

    TABLE, SAYS = (
        "events",
        "what customers really did, exported from a CRM; never copied into the store",
    )
    customer: Annotated[Text, About("who")]
    touchpoint: Annotated[Text, About("the touchpoint or activity"), Refers(table="touchpoints")]
    time: Annotated[Text, About("when, as 2026-11-21 or 2026-11-21 09:30:00")]
    channel: Annotated[Text | None, About("how"), Refers(table="channels")] = None
    persona: Annotated[Text | None, About("as whom"), Refers(table="personas")] = None


SHEET_TABLES: tuple[type[Row], ...] = (
    Persona, Touchpoint, Link, Note, Score, Idea, Pilot, Assumption, Act, Customer, Tick, Participant, Decision, Mark,
)  # fmt: skip
"""Tables kept in a CSV file, or a sheet, each; ordered so that a row refers to earlier tables."""

TABLES: dict[str, type[Row]] = {row.TABLE: row for row in CLIENT_TABLES + SHEET_TABLES}
"""Every table of the store, by name."""

__all__ = [
    "CLIENT_TABLES", "SHEET_TABLES", "TABLES", "Act", "Assumption", "Customer", "Decision", "Event", "Idea",
    "Link", "Mark", "Note", "Participant", "Persona", "Pilot", "Row", "Score", "Tick", "Touchpoint",
]  # fmt: skip
