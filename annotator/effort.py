"""What labels cost in keys and clicks: kept in the user's folder, on this machine alone, for each
project by the place of its file."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from annotator.paths import user_data


@dataclass(frozen=True, slots=True)
class Effort:
    """Strokes on spans and on relations (a key with what is held, or a press of the mouse, is
    one), and how many spans and relations they settled: added, corrected or rejected."""

    span_strokes: int = 0
    spans: int = 0
    relation_strokes: int = 0
    relations: int = 0

    @property
    def a_span(self) -> float | None:
        """Strokes for each span; None before there is one."""
        return self.span_strokes / self.spans if self.spans else None

    @property
    def a_relation(self) -> float | None:
        """Strokes for each relation; None before there is one."""
        return self.relation_strokes / self.relations if self.relations else None

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(
            self.span_strokes + other.span_strokes,
            self.spans + other.spans,
            self.relation_strokes + other.relation_strokes,
            self.relations + other.relations,
        )


def effort_on(project: Path) -> Effort:
    """What was counted on a project here; nothing where the file is not there or not ours."""
    return _all().get(_key(project), Effort())


def add_effort(project: Path, more: Effort) -> None:
    """Add to what was counted. Raises OSError if the user's folder cannot be written."""
    everything = _all()
    everything[_key(project)] = everything.get(_key(project), Effort()) + more
    _file().write_bytes(msgspec.json.format(msgspec.json.encode(everything)))


def _key(project: Path) -> str:
    return str(project.resolve())


def _file() -> Path:
    return user_data() / "effort.json"


def _all() -> dict[str, Effort]:
    try:
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, Effort])
    except (OSError, msgspec.DecodeError):
        return {}
