"""The controls of a screen: labelled, saving as they change, and saying on the page what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets

from touchkit.screens.markup import framed
from touchkit.screens.slider import Slider

Report = Callable[[Exception], None]
Save = Callable[[Any], object]
_STYLE = {"description_width": "initial"}
_quiet: set[str] = set()
"""Controls that are being set by the program: what they pass through is nobody's choice."""


def show(control: widgets.Widget, **traits: Any) -> None:
    """Set a control without that counting as somebody's choice; what is so already stays untouched."""
    changed = {name: value for name, value in traits.items() if getattr(control, name) != value}
    if not changed:
        return
    with _silence(control):
        for name, value in changed.items():
            setattr(control, name, value)


def offer(control: widgets.Widget, options: Sequence[tuple[str, Any]], value: Any) -> None:
    """Set what a drop-down offers and what it shows; a value it does not offer is left blank.

    None is a value like any other where it is offered ("not decided"). Both go to the page as one
    message: a choice made between two would be taken for what stood at that place before.
    """
    with _silence(control), control.hold_sync():
        if tuple(control.options) != tuple(options):
            control.options = tuple(options)
        values = [offered for _, offered in options]
        known = value in values
        if control.value != (value if known else None):
            control.value = value if known else None
        if value is None and known and control.index is None:
            # ipywidgets takes None for nothing chosen, and shows an empty box.
            control.index = values.index(None)


def choices(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a drop-down offers, out of names by id."""
    return [(name, row) for row, name in names.items()]


def suggest(
    control: Suggesting, value: str, options: Callable[[], Iterable[str]], *, own: object = None
) -> None:
    """Set what a line with suggestions shows and suggests.

    A browser that is told of new suggestions puts the stored text back into the line, over what
    somebody is half way through typing there; so they are asked for only when the text changes,
    or after this keyboard named somebody: whoever did that has left the line. After any other
    action here the next line may be half typed already.

    Parameters
    ----------
    control : Suggesting
        The line.
    value : str
        The text that is stored.
    options : callable
        Returns what to suggest.
    own : object
        Changes with the client and with each time this keyboard named people (`Session.people_known`).
    """
    acted = own is not None and own != control.suggested_after
    if acted or control.suggested_for != value or control.value != value:
        control.suggested_for = value
        control.suggested_after = control.suggested_after if own is None else own
        show(control, value=value, options=tuple(options()))


def show_if(control: widgets.Widget, needed: object) -> None:
    """Show a control or hide it; it stays in the page, so that no press on its way is lost."""
    display = "" if needed else "none"
    if control.layout.display != display:
        control.layout.display = display


def mark(control: widgets.DOMWidget, kind: str, *, wanted: bool) -> None:
    """Give a control a class or take it away; what is so already stays untouched."""
    if wanted != (kind in control._dom_classes):  # noqa: SLF001 # ipywidgets has no other way to ask
        (control.add_class if wanted else control.remove_class)(kind)


@contextmanager
def _silence(control: widgets.Widget) -> Iterator[None]:
    _quiet.add(control.model_id)
    try:
        yield
    finally:
        _quiet.discard(control.model_id)


def html(body: str = "", *kinds: str) -> widgets.HTML:
    """Return HTML in the house style; what a person typed in it must have been escaped."""
    made = widgets.HTML(framed(body) if body else "")
    for kind in kinds:
        made.add_class(kind)
    return made


def row(*controls: widgets.Widget, kind: str = "tk-row") -> widgets.HBox:
    """Return controls side by side; they wrap where the page is narrow."""
    return _with_class(widgets.HBox(list(controls), layout={"flex_flow": "row wrap"}), kind)


def column(*controls: widgets.Widget, kind: str = "") -> widgets.VBox:
    """Return controls below each other."""
    return _with_class(widgets.VBox(list(controls)), kind)


def _with_class(box: Any, kind: str) -> Any:
    if kind:
        box.add_class(kind)
    return box


class Suggesting(widgets.Combobox):
    """A line of text with suggestions; fill it with `suggest`.

    Attributes
    ----------
    suggested_for : str or None
        The text that stood there when the suggestions were set last; None: they never were.
    suggested_after : object
        After which naming of people at this keyboard they were set last; None: after none.
    """

    suggested_for: str | None = None
    suggested_after: object = None


class Maker:
    """Makes controls whose failures are shown on the page.

    Parameters
    ----------
    report : callable
        Is given whatever a control's action raised.
    """

    def __init__(self, report: Report) -> None:
        self.report = report

    def button(
        self,
        label: str,
        action: Callable[[], object],
        *,
        kind: str = "",
        hint: str = "",
        **options: Any,
    ) -> widgets.Button:
        """Return a button; `kind` is main, small, quiet, danger or blank."""
        made = widgets.Button(description=label, tooltip=hint or None, **options)
        if kind:
            made.add_class(f"tk-{kind}")
        made.on_click(lambda _: self.run(action))
        return made

    def toggle(
        self, label: str, save: Save, *, value: bool = False, hint: str = "", **options: Any
    ) -> widgets.ToggleButton:
        """Return a button that stays down."""
        made = widgets.ToggleButton(value=value, description=label, tooltip=hint or None, **options)
        return self._saving(made, save)

    def tick(self, label: str, save: Save) -> widgets.Checkbox:
        """Return a box to tick."""
        return self._saving(widgets.Checkbox(description=label, indent=False), save)

    def text(
        self, label: str, save: Save, *, hint: str = "", wide: bool = False, live: bool = False
    ) -> widgets.Text:
        """Return a line of text; saved when it is left or Enter is pressed, `live` with every letter."""
        made = widgets.Text(
            description=label,
            placeholder=hint,
            style=_STYLE,
            continuous_update=live,
            layout=_width(wide),
        )
        return self._saving(made, save)

    def area(self, label: str, save: Save, *, hint: str = "", rows: int = 2) -> widgets.Textarea:
        """Return several lines of text; saved when they are left."""
        made = widgets.Textarea(
            description=label, placeholder=hint, style=_STYLE, rows=rows, continuous_update=False,
            layout=_width(wide=True),
        )  # fmt: skip
        return self._saving(made, save)

    def number(
        self,
        label: str,
        save: Save,
        *,
        low: int = 0,
        high: int = 999,
        live: bool = False,
        **options: Any,
    ) -> widgets.BoundedIntText:
        """Return a whole number between two bounds."""
        made = widgets.BoundedIntText(
            description=label,
            min=low,
            max=high,
            continuous_update=live,
            **{"style": _STYLE} | options,
        )
        return self._saving(made, save)

    def choice(
        self, label: str, save: Save, options: Iterable[tuple[str, Any]] = (), *, wide: bool = False
    ) -> widgets.Dropdown:
        """Return a drop-down; fill it with `offer`."""
        made = widgets.Dropdown(
            description=label, options=tuple(options), value=None, style=_STYLE, layout=_width(wide)
        )
        return self._saving(made, save)

    def pick(
        self, label: str, save: Save, options: Iterable[tuple[str, Any]] = ()
    ) -> widgets.ToggleButtons:
        """Return buttons of which one stays down, or none; fill them with `offer`."""
        made = widgets.ToggleButtons(
            description=label, options=tuple(options), value=None,
            style={"description_width": "initial", "button_width": "auto"},
        )  # fmt: skip
        return self._saving(made, save)

    def slider(self, label: str, save: Save) -> Slider:
        """Return a slider over amounts; what it passes while it is moved is saved as it goes.

        A move that was on its way when the program set the amount (somebody pressed "back") is
        nobody's choice any more.
        """
        made = Slider(label=label)

        def changed(change: Any) -> None:
            if made.model_id in _quiet:
                made.turn += 1
            elif made.answers != made.turn:
                show(made, value=change["old"])
            else:
                self.run(lambda: save(change["new"]))

        made.observe(changed, "value")
        return made

    def suggest(self, label: str, save: Save, *, hint: str = "") -> Suggesting:
        """Return a line of text with suggestions; saved when it is left or Enter is pressed."""
        made = Suggesting(
            description=label,
            placeholder=hint,
            style=_STYLE,
            continuous_update=False,
            layout=_width(wide=False),
        )
        self._saving(made, save)
        return made

    def _saving(self, made: Any, save: Save) -> Any:
        def changed(change: Any) -> None:
            if made.model_id not in _quiet:
                self.run(lambda: save(change["new"]))

        made.observe(changed, "value")
        return made

    def run(self, action: Callable[[], object]) -> None:
        """Do something; what goes wrong is shown on the page."""
        try:
            action()
        except Exception as error:  # noqa: BLE001 # shown on the page, where the person looks
            self.report(error)


def hide_label(control: Any) -> Any:
    """Keep a control's label for screen readers only, where the place says what it is."""
    control.add_class("tk-label-hidden")
    return control


def _width(wide: bool) -> dict[str, str]:  # noqa: FBT001 # two widths, named where it is called
    return {"width": "min(720px, 100%)" if wide else "min(340px, 100%)"}
