"""What stands around a place, for lists in which each hit has a line."""

CONTEXT = 80  # code points on either side


def surroundings(text: str, start: int, end: int, most: int = CONTEXT) -> tuple[str, str]:
    """What stands before and after `[start, end)` in its paragraph, at most `most` code points
    each, on one line."""
    first = max(text.rfind("\n", 0, start) + 1, start - most)
    stop = text.find("\n", end, end + most)
    last = min(end + most, len(text)) if stop < 0 else stop
    return _line(text[first:start]), _line(text[end:last])


def _line(text: str) -> str:
    return "".join(" " if char.isspace() or not char.isprintable() else char for char in text)
