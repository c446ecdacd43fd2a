"""Files out: the report to forward, the forms to print."""

from touchkit.deliver.asking import asking_sheet
from touchkit.deliver.ballot import scoring_sheet
from touchkit.deliver.dossier import report
from touchkit.deliver.grid import map_form

__all__ = ["asking_sheet", "map_form", "report", "scoring_sheet"]
