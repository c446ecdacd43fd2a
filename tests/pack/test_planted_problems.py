"""A pack with many planted problems: each is told once, and nothing else is."""

import pytest

from touchkit.errors import PackError
from touchkit.model import to_rows
from touchkit.pack import read_pack

FILES = {
    "touchpoints": (
        "id,name,stage,contact,moment_of_truth,position\n"
        "call,First call,know,direct,yes,1\n"
        "bill,The bill,bye,direct,no,2\n"  # 3: a stage there is not
        "van,The van,know,by air,no,3\n"  # 4: an unknown word
        "call,Call back,buy,direct,no,4\n"  # 5: an id twice
        "card,A card,buy,direct,maybe,1.5\n"  # 6: neither yes nor no
        'fair,"The fair\nin May",buy,direct,no,"1,500"\n'  # 7: an ambiguous number
        "door,The door,buy,direct,no,6\n"
    ),
    "personas": "id,name,share\nnadia,Nadia,0.6\nilse,Ilse,40\n",  # 3: out of bounds
    "links": "source,target,persona\ncall,bill,Nadia\nbill,dor,\nvan,card,\n",  # 3: did you mean door
    "scores": (
        "respondent;group;touchpoint;measure;score\n"
        "sage;team;call;received;4,5\n"
        "sage;team;call;received;4\n"  # 3: answered twice
        "sage;team;bill;received;6\n"  # 4: off the scale
        "sage;teem;van;received;3\n"  # 5: an unknown word
        "sage;team;card;received;\n"  # 6: blank
        "sage;team;fair;received;#N/A\n"  # 7: a failed formula
        "sage;team;door;received;5\n"
    ),
    "ideas": (
        "id,touchpoint,title,needs,cost,due\n"
        "a,call,A,b,S,\n"  # 2: a circle
        "b,call,B,a,,\n"
        "c,bill,C,,cheap,\n"  # 4: no size
        "d,van,D,c,,31.11.2026\n"  # 5: no such day
    ),
    "notes": (
        "touchpoint,lane,text\n"
        "call,do,Ring, then wait\n"  # 2: an unquoted comma
        ",do,About nothing\n"  # 3: about nothing
        "call,do,A\x00B\n"  # 4: a NUL byte
    ),
    "acts": "title,trigger\nCard,birthday\n",  # 2: no customer date
    "marks": "table,row,kind\ntouchpoints,vann,parked\n",  # 2: did you mean van
}
CLIENT = 'title = "Lavender"\n[[stages]]\nname = "Know"\n[[stages]]\nname = "Buy"\n'
TOUCHPOINTS = "an id of touchpoints: call, bill, van, card, fair, door"

PLANTED = [
    ("personas.csv", 3, "share", "'40'", "at most 1", "Correct the value."),
    ("touchpoints.csv", 3, "stage", "'bye'", "an id of stages: know, buy", "Did you mean 'buy'?"),
    ("touchpoints.csv", 4, "contact", "'by air'", "direct, indirect", "Choose one of these words."),
    ("touchpoints.csv", 5, "id", "'call' a second time", "each id once", "Give one of the two another id."),
    ("touchpoints.csv", 6, "moment_of_truth", "'maybe'", "yes or no", "Write yes or no, or leave the cell blank."),
    ("touchpoints.csv", 7, "position", "'1,500'", "a number",
     "Write 1500 or 1.500: the comma can mean either."),
    ("links.csv", 3, "target", "'dor'", TOUCHPOINTS, "Did you mean 'door'?"),
    ("notes.csv", 2, None, "4 cells", "3 cells", "Put text with a separator in it into quotes."),
    ("notes.csv", 3, None, "nothing", "a touchpoint or a stage",
     "Say which touchpoint or which stage the note is about."),
    ("notes.csv", 4, "text", "a NUL byte", "a value", "Delete the cell and type it again."),
    ("scores.csv", 3, "respondent", "'sage' a second time", "one answer",
     "Keep one of the two, or give it another round."),
    ("scores.csv", 4, "score", "'6'", "1 to 5", "Correct it, or leave the row out if nobody answered."),
    ("scores.csv", 5, "group", "'teem'", "team, customer, outsider", "Did you mean 'team'?"),
    ("scores.csv", 6, "score", "nothing", "a value", "Fill this cell in."),
    ("scores.csv", 7, "score", "'#N/A'", "a value", "Mend the formula, or write its value."),
    ("ideas.csv", 2, "needs", "'a needs b needs a'", "no circle", "Take one of these needs out."),
    ("ideas.csv", 4, "cost", "'cheap'", "S, M, L or a number", "Write S, M or L, or a plain number such as 0.5."),
    ("ideas.csv", 5, "due", "'31.11.2026'", "a date such as 2026-11-21",
     "Write year-month-day, with a day that exists."),
    ("acts.csv", 2, None, "nothing", "a customer date ending in _on", "Call the column birthday_on in customers."),
    ("marks.csv", 2, "row", "'vann'", TOUCHPOINTS, "Did you mean 'van'?"),
]  # fmt: skip
STRUCTURAL = [
    ("customers.csv", 1, "call_name", "a column 'call_nam'", "a column 'call_name'",
     "Did you mean 'call_name'? Rename it, or give it a name of its own."),
    ("decisions.csv", 1, "text", "no such column", "a column 'text'", "Add a column 'text'; there are: step."),
]  # fmt: skip


@pytest.fixture
def planted(folder):
    return folder(client=CLIENT, **FILES)


def test_every_planted_problem_is_told_and_nothing_else(planted, told):
    assert told(planted) == PLANTED


def test_the_message_lists_every_problem_on_a_line_of_its_own(planted):
    with pytest.raises(PackError) as caught:
        read_pack(planted)

    lines = str(caught.value).splitlines()
    assert lines[0] == "lavender cannot be opened: 20 problems. Nothing was changed."
    assert lines[1] == (
        "  - personas.csv, row 3, column share: found '40'; allowed: at most 1. Correct the value."
    )
    assert len(lines) == 21


def test_the_problems_are_a_frame_as_well(planted):
    with pytest.raises(PackError) as caught:
        read_pack(planted)

    frame = caught.value.to_frame()
    assert list(frame.columns) == ["file", "row", "column", "found", "allowed", "hint"]
    assert to_rows(frame) == [
        {name: value for name, value in zip(frame.columns, place, strict=True) if value is not None}
        for place in PLANTED
    ]


def test_faulty_rows_can_be_set_aside_with_all_that_hangs_on_them(planted):
    pack = read_pack(planted, set_aside=True)

    aside = [(p.file, p.row, p.column, p.found, p.allowed, p.hint) for p in pack.aside]
    assert aside[: len(PLANTED)] == PLANTED
    followed = [
        (file, row, column, found) for file, row, column, found, *_ in aside[len(PLANTED) :]
    ]
    assert followed == [
        ("links.csv", 2, "target", "'bill'"),
        ("links.csv", 4, "source", "'van'"),
        ("links.csv", 4, "target", "'card'"),
        ("ideas.csv", 3, "needs", "'a'"),
    ]
    left = {name: len(frame) for name, frame in pack.tables.items() if len(frame)}
    assert left == {"stages": 2, "lanes": 13, "personas": 1, "touchpoints": 2, "scores": 2}
    assert pack.touchpoints["id"].tolist() == ["call", "door"]


def test_faults_of_a_whole_file_are_refused_even_then(folder, told):
    path = folder(
        client=CLIENT, **FILES, customers="call_nam\nAoife\n", decisions="step\nenhance\nnowhere\n"
    )
    step = (
        "decisions.csv", 3, "step", "'nowhere'",
        "point-of-view, touchpoints, received, desired, enhance, calendar", "Choose one of these words.",
    )  # fmt: skip
    marks = PLANTED[-1:]
    both = [*PLANTED[:-1], STRUCTURAL[0], STRUCTURAL[1], step, *marks]

    assert told(path, set_aside=True) == both


def test_nothing_beside_the_pack_is_written_while_it_is_read(planted):
    before = sorted(planted.parent.rglob("*"))

    read_pack(planted, set_aside=True)

    assert sorted(planted.parent.rglob("*")) == before
