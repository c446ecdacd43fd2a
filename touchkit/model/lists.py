"""The client's own lists, kept in client.toml: stages, departments, channels, lanes, audiences."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from touchkit.model.columns import About, Number, Text
from touchkit.model.row import Row


class Stage(Row):
    """A stretch of the relationship, in the order a customer goes through it."""

    TABLE, SAYS, NAMED_BY = "stages", "the stages of the relationship, in order", "name"
    name: Annotated[Text, About("what the stage is called")]
    question: Annotated[Text | None, About("a question that makes the room look at it")] = None


class Department(Row):
    """A part of the business that owns touchpoints."""

    TABLE, SAYS, NAMED_BY = "departments", "who in the business owns touchpoints", "name"
    name: Annotated[Text, About("what the department is called")]
    days: Annotated[
        Number | None, Field(ge=0), About("working days it can give to ideas; blank: no limit")
    ] = None


class Channel(Row):
    """A way customers are reached or reach the business."""

    TABLE, SAYS, NAMED_BY = "channels", "the ways a contact happens", "name"
    name: Annotated[Text, About("what the channel is called")]
    family: Annotated[
        Text | None,
        About("communication, order completion, inquiry, own material, people or the client's own"),
    ] = None


class Lane(Row):
    """A kind of note."""

    TABLE, SAYS, NAMED_BY = "lanes", "the kinds of note", "name"
    name: Annotated[Text, About("what the lane is called")]
    question: Annotated[Text | None, About("what to ask to fill it")] = None


class Audience(Row):
    """A group of customers an act is meant for."""

    TABLE, SAYS, NAMED_BY = "audiences", "groups of customers an act is meant for", "name"
    name: Annotated[Text, About("what the audience is called")]
    filter: Annotated[Text | None, About("which customers belong to it, such as `best = yes`")] = (
        None
    )


CLIENT_TABLES: tuple[type[Row], ...] = (Stage, Department, Channel, Lane, Audience)
"""Tables kept inside client.toml, as ``[[stages]]`` and so on."""
