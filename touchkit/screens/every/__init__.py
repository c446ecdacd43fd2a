"""Every time: the calendar, what looks wrong with it, its acts, who got what, files in and out."""

from touchkit.screens.every.view import CalendarView

__all__ = ["CalendarView"]
