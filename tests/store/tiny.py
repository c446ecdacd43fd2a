"""A tiny client, and a store of it opened as a notebook does."""

from functools import cache
from pathlib import Path
from typing import Any

from touchkit.model import Client
from touchkit.pack import Pack
from touchkit.pack.facts import rows_of
from touchkit.store import Store

ROWS = {
    "stages": [{"id": "know", "name": "Know"}, {"id": "buy", "name": "Buy"}],
    "departments": [{"id": "sales", "name": "Sales"}],
    "lanes": [{"id": "promise", "name": "promise"}],
    "personas": [{"id": "anna", "name": "Anna"}, {"id": "ben", "name": "Ben", "skips": "know;buy"}],
    "touchpoints": [
        {"id": "ad", "name": "Ad", "stage": "know"},
        {"id": "shop", "name": "Shop", "stage": "buy", "department": "sales"},
        {"id": "ad-2", "name": "Second ad"},
    ],
    "links": [{"id": "l1", "source": "ad", "target": "shop", "persona": "anna;ben"}],
    "notes": [
        {"id": "n1", "touchpoint": "ad", "lane": "promise", "text": "We call back"},
        {"id": "n2", "touchpoint": "shop", "stage": "buy", "lane": "promise", "text": "We smile"},
    ],
    "ideas": [
        {"id": "i1", "touchpoint": "ad;ad-2", "title": "Answer faster"},
        {"id": "i2", "touchpoint": "ad", "title": "Say sorry", "needs": "i1", "excludes": "i1"},
    ],
    "customers": [{"id": "c1", "call_name": "Mrs Rose", "persona": "anna"}],
}


def tiny_pack() -> Pack:
    return Pack.from_rows(Client(title="Tiny"), ROWS)


def make_store(place: str | Path, client: str = "tiny", **options: Any) -> Store:
    """Open a store as a notebook does: made when it is not there yet."""
    store = Store(place, client, **options)
    if not store.exists:
        store.create(_PACK().client, rows_of(_PACK()), {})
    store.check()
    return store


_PACK = cache(tiny_pack)  # made once; who asks for a pack gets one of their own
