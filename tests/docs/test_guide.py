"""What the facilitator's guide says is so: its numbers, minutes and commands."""

import re

import pytest

import touchkit as tk
from touchkit.cli import main


@pytest.fixture(scope="module")
def guide(repository) -> str:
    return (repository / "facilitator_guide" / "README.md").read_text(encoding="utf-8")


def gap_table(repository) -> str:
    """Return lavender's gaps as the guide prints them."""
    pack = tk.read_pack(repository / "workshop_data" / "lavender")
    names = dict(zip(pack.touchpoints["id"], pack.touchpoints["name"], strict=True))
    found = tk.measure.gaps(pack.scores).sort_values("gap")
    lines = [
        "| touchpoint | received | desired | gap | below minimum | answers |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in found.itertuples():
        gap = f"{row.gap:+.1f}".replace("-", "−")
        cells = [names[row.touchpoint], f"{row.received:.1f}", f"{row.desired:.1f}", gap]
        cells += [f"{row.below:.0%}".replace("%", " %"), str(row.n_received)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def test_the_gaps_the_guide_quotes_are_those_of_lavender(guide, repository):
    quoted = re.search(r"<!-- gaps:start -->\n(.*)\n<!-- gaps:end -->", guide, flags=re.DOTALL)

    assert len(quoted[1].splitlines()) == 2 + 12
    assert quoted[1] == gap_table(repository)


def test_the_minutes_add_up_to_about_two_hours(guide):
    minutes = [int(found) for found in re.findall(r"^\| (\d+) \|", guide, flags=re.MULTILINE)]

    assert len(minutes) == 7
    assert sum(minutes) == 120


def test_every_command_the_guide_names_is_there(guide, capsys):
    named = set(re.findall(r"`touchkit (\w+)", guide))
    assert named >= {"new", "check", "form"}

    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for command in named:
        assert f"    {command} " in said
