"""Line charts as SVG, side by side, in colours that hold on light and on dark ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 380, 250
LEFT, TOP, BOTTOM = 44, 58, 34
COLOURS = ("#8A8F98", "#2F6FDE", "#C2571A", "#1E8E5A")
DASHES = ("2 4", "7 4", "", "")
INK = "#6B727C"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it is at each place."""

    name: str
    at: Sequence[float]
    values: Sequence[float]


def plot(title: str, charts: Sequence[tuple[str, Sequence[Line]]]) -> str:
    """The charts beside each other; lines of the same name have the same colour."""
    names = list(dict.fromkeys(line.name for _, lines in charts for line in lines))
    width, height = 24 + len(charts) * (WIDTH + 16), TOP + HEIGHT + BOTTOM + 26
    parts = [_text(16, 22, title, size=14, weight=600), *_legend(names, height - 12)]
    for number, (name, lines) in enumerate(charts):
        parts.append(f'<g transform="translate({16 + number * (WIDTH + 16)},{TOP})">')
        parts += [_text(0, -12, name, size=12), *_chart(lines, names), "</g>"]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _chart(lines: Sequence[Line], names: Sequence[str]) -> list[str]:
    most = max(value for line in lines for value in line.values) * 1.08
    first, last = min(lines[0].at), max(lines[0].at)

    def x(at: float) -> float:
        return LEFT + (WIDTH - LEFT - 12) * (at - first) / max(1e-9, last - first)

    def y(value: float) -> float:
        return HEIGHT * (1 - value / most)

    parts = []
    step = _step(most)
    for number in range(int(most / step) + 1):
        value = number * step
        line = f'x1="{LEFT}" x2="{WIDTH}" y1="{y(value):.1f}" y2="{y(value):.1f}"'
        parts.append(f'<line {line} stroke="{INK}" stroke-opacity=".25"/>')
        parts.append(_text(LEFT - 8, y(value) + 4, f"{value:g}", anchor="end"))
    parts += [_text(x(at), HEIGHT + 18, f"{at:g}", anchor="middle") for at in lines[0].at]
    for line in lines:
        place = names.index(line.name)
        points = " ".join(
            f"{x(at):.1f},{y(value):.1f}" for at, value in zip(line.at, line.values, strict=True)
        )
        look = f'stroke="{COLOURS[place]}" stroke-dasharray="{DASHES[place]}"'
        parts.append(f'<polyline points="{points}" fill="none" stroke-width="2" {look}/>')
    return parts


def _legend(names: Sequence[str], y: float) -> list[str]:
    parts, x = [], 16.0
    for place, name in enumerate(names):
        look = f'stroke="{COLOURS[place]}" stroke-dasharray="{DASHES[place]}"'
        parts.append(
            f'<line x1="{x}" x2="{x + 26}" y1="{y - 4}" y2="{y - 4}" stroke-width="2" {look}/>'
        )
        parts.append(_text(x + 32, y, name))
        x += 32 + 6.6 * len(name) + 28
    return parts


def _step(most: float) -> float:
    for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50):
        if most / step <= 6:
            return step
    return most


def _text(
    x: float, y: float, words: str, size: int = 11, weight: int = 400, anchor: str = "start"
) -> str:
    look = f'font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'
