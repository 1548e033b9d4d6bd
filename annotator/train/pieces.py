"""Long texts in pieces, cut between lines where no span is: a parser's memory grows with the text,
and spaCy refuses a million characters."""

from collections.abc import Iterator

from annotator.train.messages import TrainingText

LONGEST = 50_000  # characters


def pieces(text: TrainingText, longest: int = LONGEST) -> Iterator[TrainingText]:
    """The text as it is, or its pieces, each with its spans and with the relations inside it. A
    piece is longer only where a span or a line is."""
    start = 0
    while start < len(text.text):
        end = _cut(text, start, longest)
        if start == 0 and end == len(text.text):
            yield text
            return
        yield _piece(text, start, end)
        start = end


def _cut(text: TrainingText, start: int, longest: int) -> int:
    if len(text.text) - start <= longest:
        return len(text.text)
    end = text.text.rfind("\n", start + 1, start + longest) + 1
    while True:
        if not end:
            end = text.text.find("\n", start + longest) + 1 or len(text.text)
        inside = [b for a, b, _label in text.spans if a < end < b]
        if not inside:
            return end
        following = text.text.find("\n", max(inside) - 1) + 1
        end = following or len(text.text)


def _piece(text: TrainingText, start: int, end: int) -> TrainingText:
    there = [place for place, (a, b, _) in enumerate(text.spans) if start <= a and b <= end]
    places = {old: new for new, old in enumerate(there)}
    return TrainingText(
        f"{text.id}@{start}",
        text.part,
        text.text[start:end],
        [_moved(text.spans[place], start) for place in there],
        [
            (label, places[head], places[tail])
            for label, head, tail in text.relations
            if head in places and tail in places
        ],
        [_moved(x, start) for x in text.rejected if start <= x[0] and x[1] <= end],
    )


def _moved(place: tuple[int, int, str], by: int) -> tuple[int, int, str]:
    return place[0] - by, place[1] - by, place[2]
