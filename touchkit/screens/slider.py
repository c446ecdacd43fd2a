"""A slider over amounts, labelled, moved with mouse, finger or keys."""

from __future__ import annotations

from pathlib import Path

import anywidget
from traitlets import Float, Int, Unicode


class Slider(anywidget.AnyWidget):
    """An amount from 0 up.

    Attributes
    ----------
    value, top, step : float
        The amount, the greatest there is, and how far apart two are.
    unit, label : str
        What is said before the amount, and before the slider.
    turn : int
        Grows whenever the program sets the amount.
    answers : int
        The turn the page knew when somebody moved the slider last.
    """

    _esm = (Path(__file__).parent / "slider.js").read_text(encoding="utf-8")

    value = Float(0.0).tag(sync=True)
    top = Float(100.0).tag(sync=True)
    step = Float(1.0).tag(sync=True)
    unit = Unicode().tag(sync=True)
    label = Unicode().tag(sync=True)
    turn = Int().tag(sync=True)
    answers = Int().tag(sync=True)
