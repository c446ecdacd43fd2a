"""Shares, counts and money as people type them, and as they are shown where they are typed."""

from __future__ import annotations

import re

from touchkit.errors import InputError

_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+|[1-9]\d{0,2}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?)")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_MOST = 10**9
_OF = re.compile(r"(?P<some>.+?)\s*(?:\bof\b|\bout of\b|\bin\b|/)\s*(?P<all>.+)", re.IGNORECASE)
_SIGNS = re.compile(r"^(?:[A-Za-z]{3}(?![A-Za-z])|[€$£¥])|(?:(?<![A-Za-z])[A-Za-z]{3}|[€$£¥])$")


def read_number(text: str, *, wanted: str) -> float:
    """Return a number of 0 or more as somebody typed it; thousands may be set apart.

    Parameters
    ----------
    text : str
        As typed.
    wanted : str
        What could be written instead, for the message: `31 % or 0.31`.

    Raises
    ------
    InputError
        If it is none, below 0, or has a comma where a point should be.

    Examples
    --------
    >>> read_number(" 2,100 ", wanted="2100"), read_number("0.31", wanted="0.31")
    (2100.0, 0.31)
    """
    plain = text.strip().lstrip("+")
    if plain[:1] in {"-", "−", "–"} and _NUMBER.fullmatch(plain[1:].strip()):
        raise InputError(f"“{_short(text)}” is below 0. Write {wanted}.")
    if _NUMBER.fullmatch(plain):
        return float(re.sub(r"[^\d.]", "", plain))
    if re.fullmatch(r"\d+,\d+", plain):
        raise InputError(f"“{_short(text)}” has a comma. Write it with a point, as {wanted}.")
    raise InputError(f"“{_short(text)}” was not read as a number. Write {wanted}.")


def read_amount(text: str, *, wanted: str) -> float:
    """Return money or a number of people, as `read_number` does; what could be thousands is refused.

    Raises
    ------
    InputError
        If it is none, or has a point before three digits: 20.000 is 20 here, 20,000 elsewhere.

    Examples
    --------
    >>> read_amount("20,000", wanted="20000"), read_amount("2.10", wanted="2100")
    (20000.0, 2.1)
    """
    plain = text.strip().lstrip("+")
    if _EITHER.fullmatch(plain):
        less = plain.rstrip("0").rstrip(".")
        other = less if less != plain else f"{plain}0"
        thousands = plain.replace(".", "")
        raise InputError(
            f"“{plain}” could be {less} or {int(thousands):,}: write {thousands} or {other}."
        )
    return read_number(text, wanted=wanted)


def read_share(text: str) -> float:
    """Return a share from 0 to 1: typed as per cent, as 0.31, or as so many of so many.

    Raises
    ------
    InputError
        If it is none; a bare 1 could be all of them or one in a hundred.

    Examples
    --------
    >>> read_share("31 %"), read_share("0.31"), read_share("31 of 100"), read_share("31")
    (0.31, 0.31, 0.31, 0.31)
    """
    wanted = "31 %, 0.31 or 31 of 100"
    if _OF.fullmatch(text.strip()):
        some, everybody = read_counted(text)
        return some / everybody
    plain, percent = re.subn(r"\s*(%|per\s?cent|percent)$", "", text.strip())
    value = read_number(plain, wanted=wanted)
    if value == 1 and not percent and "." not in plain:
        raise InputError("“1” could be all of them or one in a hundred. Write 100 % or 1 %.")
    if percent or value > 1:
        # Divided as written: 0.31, not 0.31000000000000005.
        value = float(f"{value / 100:.12g}")
    if value > 1:
        raise InputError(f"“{_short(text)}” is more than all of them. Write {wanted}.")
    return value


def read_counted(text: str) -> tuple[int, int]:
    """Return so many of so many.

    Raises
    ------
    InputError
        If it is not that, are more than all, or of nobody.

    Examples
    --------
    >>> read_counted("31 of 100"), read_counted("12/40")
    ((31, 100), (12, 40))
    """
    wanted = "31 of 100"
    parts = _OF.fullmatch(text.strip())
    if parts is None:
        if re.search(r"\d", text) and "%" in text:
            raise InputError(f"“{_short(text)}” does not say of how many. Write {wanted}.")
        raise InputError(f"“{_short(text)}” was not read as so many of so many. Write {wanted}.")
    some, everybody = (read_whole(parts[name], wanted=wanted) for name in ("some", "all"))
    if some > everybody:
        raise InputError(f"{some:,} of {everybody:,} cannot be: write how many of how many.")
    if not everybody:
        raise InputError(f"“{_short(text)}” says nothing: nobody was asked. Write {wanted}.")
    return some, everybody


def read_whole(text: str, *, wanted: str) -> int:
    """Return a whole number of 0 or more.

    Raises
    ------
    InputError
        If it is none, or could be thousands.

    Examples
    --------
    >>> read_whole("1,200", wanted="40")
    1200
    """
    value = read_amount(text, wanted=wanted)
    if not value.is_integer():
        raise InputError(f"“{_short(text)}” is no whole number. Write {wanted}.")
    if value > _MOST:
        raise InputError(f"“{_short(text)}” is more than there are people to ask.")
    return int(value)


def read_money(text: str, currency: str) -> float:
    """Return money, with or without its currency.

    Raises
    ------
    InputError
        If it is none, below 0, in another currency, or could be thousands.

    Examples
    --------
    >>> read_money("EUR 2,100", "EUR"), read_money("2100 €", "EUR")
    (2100.0, 2100.0)
    """
    signs = {found.upper() for found in _SIGNS.findall(text.strip()) if found.isalpha()}
    other = signs - {currency.upper()}
    if other:
        raise InputError(f"Everything here is in {currency}, not in {' and '.join(sorted(other))}.")
    return read_amount(_SIGNS.sub("", text.strip()), wanted="a plain amount such as 2100")


def read_lift(text: str, unit: str) -> float:
    """Return a change hoped for, without its direction.

    Parameters
    ----------
    text : str
        For shares points of a hundred (`10`, `10 %`, `10 points`) or a part of 1 (`0.1`); for the
        scale its points.
    unit : {"share", "points"}
        What is counted.

    Raises
    ------
    InputError
        If it is none, or no change at all.

    Examples
    --------
    >>> read_lift("10 in 100", "share"), read_lift("−0.1", "share"), read_lift("0.5", "points")
    (0.1, 0.1, 0.5)
    """
    wanted = "10 for ten more or fewer in a hundred" if unit == "share" else "0.5"
    plain = text.strip().lstrip("+-−– ")
    plain, said = re.subn(
        r"\s*(points?|pts?\.?|%|in (?:a hundred|100)|more|fewer|less)$", "", plain
    )
    value = read_number(plain, wanted=wanted)
    if unit == "share":
        value = float(f"{value / 100:.12g}") if said or value >= 1 else value
        if value > 1:
            raise InputError(f"“{_short(text)}” is more than all of them. Write {wanted}.")
    if value == 0:
        raise InputError("No change needs no pilot. Say what you hope for, if only roughly.")
    return value


def say_share(value: float) -> str:
    """Return a share as it stands in the line where it is typed.

    Examples
    --------
    >>> say_share(0.31), say_share(0.255)
    ('31 %', '25.5 %')
    """
    return f"{100 * value:.4g} %"


def say_amount(value: float) -> str:
    """Return a number as it stands in the line where it is typed.

    Examples
    --------
    >>> say_amount(2100.0), say_amount(0.5)
    ('2,100', '0.5')
    """
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.12g}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:40]}…"
