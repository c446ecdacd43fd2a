"""Step 1: through whose eyes we look, and what a stranger met."""

from __future__ import annotations

from traitlets import Enum, HasTraits

from touchkit.steps.gallery import GalleryState
from touchkit.steps.session import Session
from touchkit.steps.walk import WalkState

MODES = (("Personas", "gallery"), ("Walk as a stranger", "walk"))
"""What the step shows, and how that is said."""


class PointOfViewState(HasTraits):
    """The step's two halves, and which one is looked at.

    Attributes
    ----------
    mode : {"gallery", "walk"}
        Which half is shown.
    gallery : GalleryState
        The personas.
    walk : WalkState
        The walk as a stranger.
    """

    mode = Enum([mode for _, mode in MODES], default_value="gallery")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.gallery, self.walk = GalleryState(session), WalkState(session)
        session.observe(self._begin_afresh, "client")

    def _begin_afresh(self, _change: object) -> None:
        """Forget where one was: two clients may well have a persona of the same id."""
        self.gallery.chosen = self.gallery.leaving = self.walk.at = ""
