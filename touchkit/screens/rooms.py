"""The rooms a notebook opens: each step by itself, or the whole workshop on one page."""

from __future__ import annotations

from touchkit.screens.enhancing import EnhanceView
from touchkit.screens.every import CalendarView
from touchkit.screens.listing import TouchpointsView
from touchkit.screens.opening import StartView
from touchkit.screens.page import Page, open_page
from touchkit.screens.picture import PictureView
from touchkit.screens.scoring import DesiredView, ReceivedView
from touchkit.screens.viewpoint import PointOfViewView
from touchkit.steps.session import Session


def start(client: str = "") -> Page:
    """Show the start page: choose a client, see its picture.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [StartView, PictureView])


def point_of_view(client: str = "") -> Page:
    """Show step 1: personas, and the journey walked as a stranger.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [PointOfViewView])


def touchpoints(client: str = "") -> Page:
    """Show step 2: list every touchpoint, then choose the shortlist.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [TouchpointsView])


def received(client: str = "") -> Page:
    """Show step 3: what customers do there, and what they get.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [ReceivedView])


def desired(client: str = "") -> Page:
    """Show step 4: what experience the team wants to create.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [DesiredView])


def enhance(client: str = "") -> Page:
    """Show step 5: what to do about it, who does it, by when.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [EnhanceView])


def calendar(client: str = "") -> Page:
    """Show what is done for customers every time: when, for whom, by whom, and who got it.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(Session(client), [CalendarView])


def workshop(client: str = "") -> Page:
    """Show the whole workshop on one page, a tab a step: what the room sees.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    Page
        A widget that stays live; everything typed in it is stored as it is typed.
    """
    return open_page(
        Session(client),
        [
            StartView,
            PointOfViewView,
            TouchpointsView,
            ReceivedView,
            DesiredView,
            EnhanceView,
            CalendarView,
            PictureView,
        ],
        tabs=True,
    )
