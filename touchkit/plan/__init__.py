"""What to do about it: what to choose, how to test it, who sees to it."""

from touchkit.plan.answers import pilot_answers
from touchkit.plan.business import BusinessCase, business_case
from touchkit.plan.outcomes import PilotResult, pilot_result
from touchkit.plan.pilots import Design, PilotCard, pilot_card
from touchkit.plan.register import action_register
from touchkit.plan.samples import SampleSize, sample_size

__all__ = [
    "BusinessCase",
    "Design",
    "PilotCard",
    "PilotResult",
    "SampleSize",
    "action_register",
    "business_case",
    "pilot_answers",
    "pilot_card",
    "pilot_result",
    "sample_size",
]
