"""What to do about it: what to choose, how to test it, who sees to it, and when, every time."""

from touchkit.plan.addressing import addressed
from touchkit.plan.answers import pilot_answers
from touchkit.plan.audiences import in_audience, members
from touchkit.plan.business import BusinessCase, business_case
from touchkit.plan.choices import Choice
from touchkit.plan.choosing import choose
from touchkit.plan.comparing import Pick, by_ratio, greedy
from touchkit.plan.continuing import continued
from touchkit.plan.moves import free_day
from touchkit.plan.occurring import act_problems, calendar
from touchkit.plan.outcomes import PilotResult, pilot_result
from touchkit.plan.pilots import Design, PilotCard, pilot_card
from touchkit.plan.plainly import act_in_words, in_words
from touchkit.plan.preparing import preparations
from touchkit.plan.register import action_register
from touchkit.plan.repeating import Repeat, repeat_of
from touchkit.plan.rostering import kept_counts, kept_rows, roster, to_do
from touchkit.plan.samples import SampleSize, sample_size
from touchkit.plan.shifting import shifted
from touchkit.plan.singles import alone
from touchkit.plan.sizing import sized
from touchkit.plan.stopping import overkill
from touchkit.plan.watching import findings
from touchkit.plan.workdays import unknown_country

__all__ = [
    "BusinessCase",
    "Choice",
    "Design",
    "Pick",
    "PilotCard",
    "PilotResult",
    "Repeat",
    "SampleSize",
    "act_in_words",
    "act_problems",
    "action_register",
    "addressed",
    "alone",
    "business_case",
    "by_ratio",
    "calendar",
    "choose",
    "continued",
    "findings",
    "free_day",
    "greedy",
    "in_audience",
    "in_words",
    "kept_counts",
    "kept_rows",
    "members",
    "overkill",
    "pilot_answers",
    "pilot_card",
    "pilot_result",
    "preparations",
    "repeat_of",
    "roster",
    "sample_size",
    "shifted",
    "sized",
    "to_do",
    "unknown_country",
]
