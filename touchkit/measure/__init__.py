"""What the scores say, and how sure one may be of it."""

from touchkit.measure.categories import fong_test, kano, kano_from_counts
from touchkit.measure.caution import cautions
from touchkit.measure.contacts import strikes
from touchkit.measure.coverage import evidence
from touchkit.measure.importance import derived_importance, stated_importance
from touchkit.measure.loyalty import Estimate, ces, csat, nps
from touchkit.measure.marks import departments, spread
from touchkit.measure.memory import peak_end
from touchkit.measure.paths import remembered
from touchkit.measure.promise import promises
from touchkit.measure.quadrants import importance_performance
from touchkit.measure.reliability import Concordance, alpha, alpha_from_counts, concordance
from touchkit.measure.sides import inside_outside
from touchkit.measure.talk import talk_first
from touchkit.measure.top import stability
from touchkit.measure.waves import change
from touchkit.measure.within import within_person
from touchkit.measure.zone import gaps

__all__ = [
    "Concordance",
    "Estimate",
    "alpha",
    "alpha_from_counts",
    "cautions",
    "ces",
    "change",
    "concordance",
    "csat",
    "departments",
    "derived_importance",
    "evidence",
    "fong_test",
    "gaps",
    "importance_performance",
    "inside_outside",
    "kano",
    "kano_from_counts",
    "nps",
    "peak_end",
    "promises",
    "remembered",
    "spread",
    "stability",
    "stated_importance",
    "strikes",
    "talk_first",
    "within_person",
]
