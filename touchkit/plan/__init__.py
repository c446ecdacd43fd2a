"""What to do about it: what to choose, how to test it, who sees to it."""

from touchkit.plan.answers import pilot_answers
from touchkit.plan.business import BusinessCase, business_case
from touchkit.plan.choices import Choice
from touchkit.plan.choosing import choose
from touchkit.plan.comparing import Pick, by_ratio, greedy
from touchkit.plan.outcomes import PilotResult, pilot_result
from touchkit.plan.pilots import Design, PilotCard, pilot_card
from touchkit.plan.register import action_register
from touchkit.plan.samples import SampleSize, sample_size
from touchkit.plan.singles import alone
from touchkit.plan.sizing import sized
from touchkit.plan.stopping import overkill

__all__ = [
    "BusinessCase",
    "Choice",
    "Design",
    "Pick",
    "PilotCard",
    "PilotResult",
    "SampleSize",
    "action_register",
    "alone",
    "business_case",
    "by_ratio",
    "choose",
    "greedy",
    "overkill",
    "pilot_answers",
    "pilot_card",
    "pilot_result",
    "sample_size",
    "sized",
]
