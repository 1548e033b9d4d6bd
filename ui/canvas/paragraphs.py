"""A text cut into paragraphs, and long ones into soft paragraphs that lay out quickly."""

from dataclasses import dataclass

from annotator.text.paragraphs import BREAK

MOST = 4000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`[start, end)` in code points without its line break; `number` counts real paragraphs
    from 1 and is 0 for the continuation of a long one."""

    start: int
    end: int
    number: int


def paragraphs(text: str) -> list[Paragraph]:
    """All paragraphs of a text, at least one."""
    result: list[Paragraph] = []
    start = 0
    for number, match in enumerate([*BREAK.finditer(text), None], start=1):
        end = match.start() if match else len(text)
        if end - start <= MOST:
            result.append(Paragraph(start, end, number))
        else:
            result.extend(_soft(text, start, end, number))
        start = match.end() if match else end
    return result


def _soft(text: str, start: int, end: int, number: int) -> list[Paragraph]:
    pieces = []
    while end - start > MOST:
        cut = text.rfind(" ", start + MOST // 2, start + MOST) + 1 or start + MOST
        pieces.append(Paragraph(start, cut, number))
        start, number = cut, 0
    return [*pieces, Paragraph(start, end, number)]
