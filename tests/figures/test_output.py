"""Figures as SVG and PNG."""

import re
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from tests.figures.frames import departments, stages, three, touchpoints, two_gaps
from touchkit import figures

SVG = "{http://www.w3.org/2000/svg}"


def a_map(points=None):
    points = three() if points is None else points
    return figures.touchpoint_map(points, stages=stages(), departments=departments())


def test_svg_is_one_element_with_title_description_and_label():
    ax = a_map()

    root = ET.fromstring(figures.to_svg(ax))  # noqa: S314 # our own text

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("width") == "100%"
    assert root.get("aria-label") == figures.alt_text(ax)
    assert root.find(f"{SVG}title").text == "Touchpoint map"
    assert root.find(f"{SVG}desc").text == figures.alt_text(ax)


def test_svg_refers_to_nothing_outside():
    svg = figures.to_svg(a_map())

    assert re.findall(r"https?:[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert "<?xml" not in svg
    assert "<style" not in svg
    assert "<!--" not in svg


def test_svg_is_the_same_every_time():
    assert figures.to_svg(a_map()) == figures.to_svg(a_map())


def test_two_figures_share_no_id_and_every_reference_is_met():
    first = figures.to_svg(a_map())
    second = figures.to_svg(figures.gap_chart(two_gaps(), touchpoints=three()))
    again = figures.to_svg(a_map(), key="again")

    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, second, again)]
    used = [set(re.findall(r'(?:href="|url\()#([^")]+)', svg)) for svg in (first, second, again)]
    assert not ids[0] & ids[1]
    assert not ids[0] & ids[2]
    assert all(names and names <= own for names, own in zip(used, ids, strict=True))


def test_hostile_names_are_escaped():
    name = "<img src=x onerror=alert(1)> \"&' $x$ --> ]]>"
    points = touchpoints(
        {"id": "x", "name": name, "stage": "buy", "department": "desk", "shortlist": True}
    )

    svg = figures.to_svg(a_map(points))

    assert "<img" not in svg
    assert name in ET.fromstring(svg).find(f"{SVG}desc").text  # noqa: S314 # our own text


def test_png_is_a_picture():
    assert figures.to_png(a_map(), dpi=40).startswith(b"\x89PNG")


def test_axes_of_others_have_no_alternative_text():
    assert figures.alt_text(Figure().add_subplot()) == ""


def test_every_public_name_can_be_called_twice():
    for _ in range(2):
        ax = a_map()
        figures.experience_curve(two_gaps(), touchpoints=three())
        figures.gap_chart(two_gaps(), touchpoints=three())
        assert all([figures.alt_text(ax), figures.to_svg(ax), figures.to_png(ax, dpi=30)])


def test_colours_of_gaps_leave_dark_lettering_readable():
    from touchkit.deliver.colours import contrast
    from touchkit.figures.style import GREY, INK, MUTED, WHOSE, gap_colour

    assert min(contrast(INK, gap_colour(gap / 10, 1)) for gap in range(-10, 11)) >= 4.5
    assert min(contrast(colour) for colour in (INK, MUTED, GREY, *WHOSE.values())) >= 4.5
