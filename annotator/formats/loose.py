"""Values of a foreign file by the type that they should have, or the empty value of it."""

from collections.abc import Mapping


def a_dict(value: object) -> dict[str, object]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def a_list(value: object) -> list[object]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def dicts(value: object) -> list[dict[str, object]]:
    """The objects of a list."""
    return [x for x in a_list(value) if isinstance(x, dict)]


def a_text(value: object) -> str:
    """The value if it is a text, a number as its digits, else an empty text."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def an_int(value: object) -> int | None:
    """The value if it is a whole number, or a text of one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and len(value) <= 18:
        digits = value.strip()
        sign = digits.removeprefix("-")
        return int(digits) if sign.isascii() and sign.isdigit() else None
    return value if isinstance(value, int) else None


def a_float(value: object) -> float | None:
    """The value if it is a number."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def texts(value: object) -> dict[str, str]:
    """The entries of an object whose values are texts or numbers; of lists, their texts."""
    found: dict[str, str] = {}
    for name, one in (value if isinstance(value, Mapping) else {}).items():
        if isinstance(one, list):
            one = ", ".join(a_text(x) for x in one)
        if isinstance(name, str) and (a_text(one) or one == ""):
            found[name] = a_text(one)
    return found
