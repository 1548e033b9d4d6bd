"""Names of people, places and bodies: listed ones, and made-up ones of the same shape."""

import random
import re
from dataclasses import dataclass, field

from annotator.suggest.news.lists import Lists
from annotator.suggest.recipe.gather import english_people, own, without_accents

SYNTHETIC_BODIES = 0.45
_ENGLISH = 0.4
_ASCII = 0.7
# {name} is drawn anew, {name_small} in small letters, {name!} without its article.
_PART = re.compile(r"\{(\w+)(!?)\}")
_SHAPES = {
    "company": (
        *("{last} & {last}", "{last} {trades} {forms}", "{parts} {trades}", "{last} {trades}"),
        *("{parts}{parts_small} {forms}", "{last} {forms}", "{town} {trades}", "{acronym}"),
    ),
    "agency": (
        *("Ministry of {subjects}", "Department of {subjects}", "{subjects!} Ministry"),
        *("National {agencies} {agency_ends}", "International {agencies} {agency_ends}"),
        *("Federal {agencies} {agency_ends}", "{group} {agencies} {agency_ends}"),
        *("{agencies} {agency_ends}", "State {agencies} {agency_ends}"),
    ),
    "club": (*("{town} {club_ends}",) * 2, "{club_starts} {town}"),
    "party": (
        *("{party_words} Party",) * 3,
        *("{country} {party_words} Party", "{party_words} Movement", "{party_words} Front"),
        *("{party_words} Alliance", "{party_words} Union", "{country} {party_words} Congress"),
    ),
}
_LETTERS = "ABCDEFGHIJKLMNOPRSTUVW"


@dataclass(slots=True)
class Inventor:
    """Draws names from the lists, and makes up bodies; all from one seeded generator."""

    lists: Lists
    rng: random.Random
    bodies: list[str] = field(default_factory=list)

    def _one(self, kind: str) -> str:
        return self.rng.choice(self.lists.names[kind]).replace(" ’", "’").replace(" - ", "-")

    def _ascii(self, name: str) -> str:
        return without_accents(name) if self.rng.random() < _ASCII else name

    def _word(self, kind: str) -> str:
        return self.rng.choice(own()["invented"][kind])

    def country(self) -> str:
        """A country."""
        return self._one("C")

    def town(self) -> str:
        """A town; every third one of the well-known."""
        if self.rng.random() < 0.4:
            return self.rng.choice(own()["place"]["cities"])
        return self._ascii(self._one("T"))

    def place(self) -> str:
        """A town, a state, a region, or a country."""
        chance = self.rng.random()
        if chance < 0.65:
            return self.town()
        return self._one("S") if chance < 0.85 else self.country()

    def group(self, old: str = "") -> str:
        """A nationality, in the plural if the other is."""
        for _ in range(20):
            found = self._one("N")
            if found.endswith("s") == old.endswith("s"):
                return found
        return found

    def first(self) -> str:
        """A first name."""
        if self.rng.random() < _ENGLISH:
            return self.rng.choice(english_people()[0])
        return self._ascii(self.rng.choice(self.lists.words["f"]))

    def last(self) -> str:
        """A family name, now and then a double one."""
        if self.rng.random() < _ENGLISH:
            return self.rng.choice(english_people()[1])
        name = self._ascii(self.rng.choice(self.lists.words["l"]))
        chance = self.rng.random()
        if chance < 0.04:
            return f"{name}-{self.rng.choice(self.lists.words['l'])}"
        if chance < 0.07:
            return (
                f"{self.rng.choice(('van', 'de', 'von', 'al', 'bin', 'Mc', 'O’'))} {name}".replace(
                    "Mc ", "Mc"
                ).replace("O’ ", "O’")
            )
        return name

    def person(self, old: str = "A B") -> str:
        """A person, with as many names as the other."""
        parts = old.split()
        if len(parts) == 1:
            return self.last() if self.rng.random() < 0.75 else self.first()
        chance = self.rng.random()
        if chance < 0.06:
            return f"{self.first()[0]}. {self.last()}"
        if len(parts) > 2 and chance < 0.6:
            middle = self.rng.choice((self.first(), self.first()[0] + "."))
            return f"{self.first()} {middle} {self.last()}"
        return f"{self.first()} {self.last()}"

    def body(self) -> str:
        """An organisation: listed, seen in the corpora, or made up."""
        chance = self.rng.random()
        if chance < SYNTHETIC_BODIES:
            return self.rng.choice(
                (self.company, self.company, self.agency, self.club, self.party, self.city_body)
            )()
        if chance < 0.75 or not self.bodies:
            group = self.rng.choice(("companies", "bodies", "parties", "media", "clubs"))
            return self.rng.choice(own()["organisation"][group])
        return self.rng.choice(self.bodies)

    def company(self) -> str:
        """A made-up company."""
        return self._shaped("company")

    def agency(self) -> str:
        """A made-up ministry, agency or association."""
        return self._shaped("agency")

    def club(self) -> str:
        """A made-up club."""
        return self._shaped("club")

    def party(self) -> str:
        """A made-up party or movement."""
        return self._shaped("party")

    def city_body(self) -> str:
        """A university, a newspaper or a court that is named after its town."""
        return self._word("city_bodies").format(self.town())

    def acronym(self) -> str:
        """Two to four capitals."""
        return "".join(self.rng.choice(_LETTERS) for _ in range(self.rng.choice((3, 3, 3, 4, 2))))

    def _shaped(self, kind: str) -> str:
        """A name of one of the shapes of its kind."""
        return _PART.sub(self._part, self.rng.choice(_SHAPES[kind]))

    def _part(self, match: re.Match[str]) -> str:
        makers = {
            "last": self.last,
            "town": self.town,
            "country": self.country,
            "group": lambda: self.group("x"),
            "acronym": self.acronym,
        }
        name, small = match[1].removesuffix("_small"), match[1].endswith("_small")
        found = makers[name]() if name in makers else self._word(name)
        return found.lower() if small else found.removeprefix("the ") if match[2] else found
