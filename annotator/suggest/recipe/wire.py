"""Made-up news agency texts: reports and results, where towns that play are clubs."""

import random
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from annotator.suggest.recipe.corpora import Entity, Text
from annotator.suggest.recipe.gather import own
from annotator.suggest.recipe.invent import Inventor

_PLACE = re.compile(r"\{(caps:)?(\w+)\}")
_LABELS = {
    "person": "PERSON",
    "last": "PERSON",
    "country": "LOC",
    "nation": "LOC",
    "town": "LOC",
    "place": "LOC",
    "group": "NORP",
    "groups": "NORP",
    "body": "ORG",
    "company": "ORG",
    "agency": "ORG",
    "club": "ORG",
    "side": "ORG",
    "party": "ORG",
    "media": "ORG",
    "cup": "MISC",
}


@cache
def templates() -> dict[str, list[str]]:
    """The sentences by kind of report, and the words of `[words]` under their names."""
    data = tomllib.loads((Path(__file__).parent / "wire.toml").read_text(encoding="utf-8"))
    words = {name: text.split(", ") for name, text in data.pop("words").items()}
    return {name: text.strip().splitlines() for name, text in data.items()} | words


class Wire:
    """Draws reports of two to eight sentences."""

    def __init__(self, inventor: Inventor, rng: random.Random) -> None:
        self._rng = rng
        pick, own_names = rng.choice, own()
        self._makers: dict[str, Callable[[], str]] = {
            "person": lambda: inventor.person("A B"),
            "last": inventor.last,
            "country": inventor.country,
            "nation": inventor.country,
            "town": inventor.town,
            "side": inventor.town,
            "place": inventor.place,
            "group": lambda: inventor.group("x"),
            "groups": lambda: inventor.group("s"),
            "body": lambda: pick(own_names["organisation"]["bodies"]),
            "company": lambda: (
                inventor.company()
                if rng.random() < 0.5
                else pick(own_names["organisation"]["companies"])
            ),
            "agency": inventor.agency,
            "club": lambda: (
                inventor.club() if rng.random() < 0.3 else pick(own_names["organisation"]["clubs"])
            ),
            "party": lambda: (
                inventor.party()
                if rng.random() < 0.5
                else pick(own_names["organisation"]["parties"])
            ),
            "media": lambda: pick(own_names["organisation"]["media"]),
            "cup": lambda: pick(templates()["cups"]),
            "sport": lambda: pick(templates()["sports"]),
            "eastern": lambda: pick(templates()["divisions"]),
            "n": lambda: str(rng.randrange(10)),
            "nn": lambda: str(rng.randrange(10, 100)),
            "score": lambda: f"{rng.randrange(6)}-{rng.randrange(4)}",
            "day": lambda: pick(templates()["days"]),
            "month": lambda: pick(templates()["months"]),
            "date": lambda: (
                f"{rng.randrange(1990, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
            ),
        }

    def report(self) -> Text:
        """One report; results stand one a line, and the same form is repeated."""
        kind = self._rng.choice(("business", "politics", "sport", "sport"))
        lines = [self._rng.choice(templates()[kind]) for _ in range(self._rng.randint(1, 4))]
        if kind == "sport":
            lines = [line for line in lines for _ in range(self._rng.choice((1, 1, 2, 4)))]
        joint = "\n" if kind == "sport" else self._rng.choice((" ", " ", "\n"))
        text, entities = "", []
        for line in lines:
            if text:
                text += joint
            filled = self.fill(line)
            entities += [(s + len(text), e + len(text), label) for s, e, label in filled.entities]
            text += filled.text
        return Text(text, tuple(entities))

    def fill(self, line: str) -> Text:
        """A sentence with names in its places."""
        out, done = "", 0
        entities: list[Entity] = []
        for match in _PLACE.finditer(line):
            out += line[done : match.start()]
            name = self._makers[match[2]]()
            name = name.upper() if match[1] else name
            if match[2] in _LABELS:
                entities.append((len(out), len(out) + len(name), _LABELS[match[2]]))
            out += name
            done = match.end()
        return Text(out + line[done:], tuple(entities))
