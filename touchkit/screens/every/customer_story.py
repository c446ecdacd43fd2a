"""One customer: everything that was due for them in the past year, and what comes."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from touchkit.measure.saying import count
from touchkit.model.saying import capital, plural
from touchkit.screens.controls import Maker, html, offer, row, show, show_if, suggest
from touchkit.screens.markup import framed
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.kept_customer import PAGE, OneCustomer, Story
from touchkit.steps.kept_words import SIGNS, Line

_HEADS = ("When", "What", "How it stands", "Owner")


class CustomerStory(widgets.VBox):
    """A line to find a customer in, and their story.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    every : EveryTime
        What is looked at.
    """

    def __init__(self, make: Maker, every: EveryTime) -> None:
        self.state = OneCustomer(every)
        self.who = make.suggest("Customer", self.state.find, hint="call name or id")
        self.which = make.choice("Which one?", self.state.choose, wide=True)
        self.trouble, self.story = html(), html("", "tk-roster-story")
        self.more = make.button("", self.state.show_more, kind="small")
        super().__init__([row(self.who, self.which), self.trouble, self.story, self.more])

    def draw(self, facts: CalendarFacts) -> None:
        """Show the story of the one who is looked at."""
        state, word = self.state, facts.client.customer_word
        show(self.who, description=capital(word))
        show_if(self.who, len(facts.tables["customers"]))
        suggest(self.who, state.typed, lambda: state.suggestions(facts))
        alike = state.alike(facts)
        offer(self.which, alike, state.customer or None)
        show_if(self.which, alike)
        self.trouble.value = (
            framed(f'<p class="tk-error" role="alert">{escape(state.trouble)}</p>')
            if state.trouble
            else ""
        )
        show_if(self.trouble, state.trouble)
        story = None if state.trouble else state.story(facts)
        self.story.value = framed(_story(story, state.most) if story else _empty(facts))
        show_if(self.story, not state.trouble)
        left = max(0, len(story.past) + len(story.coming) - state.most) if story else 0
        show(self.more, description=f"Show {min(left, PAGE)} more of {left:,}")
        show_if(self.more, left)


def _empty(facts: CalendarFacts) -> str:
    word = escape(facts.client.customer_word)
    many = len(facts.tables["customers"])
    if not many:
        return ""
    return (
        f'<p class="tk-empty">Type the call name or the id of one of the {count(many, word, plural(word))}: then '
        "everything that was due for them in the past year stands here, and what comes in the next three months.</p>"
    )


def _story(story: Story, most: int) -> str:
    about = f'<span class="tk-quiet"> ({escape(story.about)})</span>' if story.about else ""
    head = f'<h2>{escape(story.called)}{about}</h2><p role="status">{escape(story.said)}</p>'
    past, coming = story.past[:most], story.coming[: max(0, most - len(story.past))]
    return head + _part("Until today", past) + _part("In the next three months", coming)


def _part(title: str, lines: tuple[Line, ...]) -> str:
    if not lines:
        return ""
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(_row(one) for one in lines)
    return f"<h3>{title}</h3><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(one: Line) -> str:
    standing = f"{SIGNS[one.state]} {escape(capital(_short(one)))}"
    owner = escape(one.owner) if one.owner else "○ nobody yet"
    return (
        f"<tr><td>{say_day(one.due.day)}</td><td>{escape(one.what)}</td>"
        f'<td class="tk-roster-{one.state}"><strong class="tk-roster-standing">{standing}</strong></td>'
        f"<td>{owner}</td></tr>"
    )


def _short(one: Line) -> str:
    """Return how it stands without the day, which stands beside it."""
    if one.state == "missed":
        return "missed"
    return "to come" if one.state == "due" and one.standing.startswith("due on") else one.standing
