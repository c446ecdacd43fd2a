"""Files out: the report to forward, the forms to print."""

from touchkit.deliver.asking import asking_sheet
from touchkit.deliver.ballot import scoring_sheet
from touchkit.deliver.dossier import report
from touchkit.deliver.feeds import calendar_feed, calendar_feeds
from touchkit.deliver.grid import map_form
from touchkit.deliver.planbook import calendar_sheet
from touchkit.deliver.planner import year_planner
from touchkit.deliver.takeaway import summary_sheet

__all__ = [
    "asking_sheet", "calendar_feed", "calendar_feeds", "calendar_sheet", "map_form", "report", "scoring_sheet",
    "summary_sheet", "year_planner",
]  # fmt: skip
