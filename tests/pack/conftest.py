"""Small packs, written as people write them."""

import pytest

CLIENT = """title = "Lavender"

[[stages]]
name = "Know"

[[stages]]
name = "Buy"

[[departments]]
name = "Sales"
"""
TOUCHPOINTS = "id,name,stage\ncall,First call,know\nbill,The bill,buy\n"


@pytest.fixture
def folder(tmp_path):
    """Write a pack of these files beside two touchpoints, and return its folder."""

    def write(**files):
        pack = tmp_path / "lavender"
        pack.mkdir(exist_ok=True)
        content = {"client.toml": CLIENT, "touchpoints.csv": TOUCHPOINTS}
        content |= {f"{name}.csv": text for name, text in files.items() if name != "client"}
        content |= {"client.toml": files["client"]} if "client" in files else {}
        for name, text in content.items():
            (pack / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return pack

    return write


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook of these sheets (rows of cells) beside two touchpoints; return its path."""
    import openpyxl

    def write(change=None, **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        content = {
            "client": [["setting", "value"], ["title", "Lavender"]],
            "stages": [["name"], ["Know"], ["Buy"]],
            "touchpoints": [["id", "name", "stage"], ["call", "First call", "know"], ["bill", "The bill", "buy"]],
        }  # fmt: skip
        for name, rows in (content | sheets).items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        if change is not None:
            change(book)
        path = tmp_path / "lavender.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def told():
    """Read what cannot be read, and return what is wrong with it."""
    from touchkit.errors import PackError
    from touchkit.pack import read_pack

    def problems(path, **options):
        with pytest.raises(PackError) as caught:
            read_pack(path, **options)
        return [
            (
                problem.file,
                problem.row,
                problem.column,
                problem.found,
                problem.allowed,
                problem.hint,
            )
            for problem in caught.value.problems
        ]

    return problems
