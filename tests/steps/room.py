"""A bakery with three touchpoints and five people, one of them leading, for tests of scoring."""

SETTINGS = """title = "Rose Bakery"
smallest_group_team = 2
smallest_group_customers = 2
[scale]
low = 1
high = 5
labels = ["bad", "poor", "fair", "good", "lovely"]
[[stages]]
name = "Buy"
[[stages]]
name = "Know"
[[departments]]
name = "Shop"
[[departments]]
name = "Baking"
[[channels]]
name = "Counter"
[[lanes]]
name = "Action"
"""
TABLES = {
    "touchpoints": "name,stage,department,channel,status,shortlist\n"
    "Window,know,,,exists,yes\nTill,buy,shop,counter,exists,yes\n"
    "Bread box,buy,baking,,planned,yes\nFlyer,know,,,exists,no\n",
    "personas": "name,share,skips\nAnna,0.2,\nBen,0.7,know\n",
    "participants": "alias,department,role\nLee,,facilitator\nMia,shop,participant\nNoa,shop,scribe\n"
    "Oki,baking,decider\nPia,baking,participant\n",
}


def make_room(folder, **tables):
    """Write the bakery's pack, with other tables in place of its own."""
    pack = folder / "bakery"
    pack.mkdir(parents=True)
    (pack / "client.toml").write_text(tables.pop("settings", SETTINGS), encoding="utf-8")
    for name, rows in (TABLES | tables).items():
        (pack / f"{name}.csv").write_text(rows, encoding="utf-8")
