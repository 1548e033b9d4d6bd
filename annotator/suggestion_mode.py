"""How a project shows suggestions: to be answered, filled in at once, or not at all; and which
documents stay without them, so that their influence on people can be measured."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from annotator.errors import ProjectCorrupt
from annotator.store.project import Project

Mode = Literal["suggested", "pre-filled", "off"]
MODES: tuple[Mode, ...] = ("suggested", "pre-filled", "off")
_MODE, _BLIND, _HIDDEN = "suggestion_mode", "blind_share", "hidden_models"


@dataclass(frozen=True, slots=True)
class SuggestionMode:
    """`suggested`: dashed, each waits for an answer. `pre-filled`: a document that nobody has
    begun gets them all when it is opened. `off`: none are shown. `blind_share`, from 0 to 1, of
    the documents show none whatever the mode. `hidden` are models (`name@version`) whose
    suggestions are kept but no longer shown: those of pipelines that others have replaced."""

    mode: Mode = "suggested"
    blind_share: Annotated[float, Meta(ge=0, le=1)] = 0.0
    hidden: tuple[str, ...] = ()

    def shows_in(self, document: str) -> bool:
        """Whether a document (by id) shows suggestions. Which are blind depends on the id
        alone: they are the same for everybody, and a larger share only adds to them."""
        return self.mode != "off" and not is_blind(document, self.blind_share)


def is_blind(document: str, share: float) -> bool:
    """Whether a document's place in [0, 1), by the SHA-256 of its id, lies below the share."""
    digest = hashlib.sha256(f"blind:{document}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64 < share


def read_mode(project: Project) -> SuggestionMode:
    """What the project says. Raises ProjectCorrupt if that is nonsense."""
    try:
        return msgspec.convert(
            {
                "mode": project.get_setting(_MODE, "suggested"),
                "blind_share": float(project.get_setting(_BLIND, "0")),
                "hidden": msgspec.json.decode(project.get_setting(_HIDDEN, "[]")),
            },
            SuggestionMode,
        )
    except ValueError as error:
        raise ProjectCorrupt(
            "The project's setting for suggestions cannot be read",
            str(project.path),
            "Choose the suggestions anew.",
        ) from error


def write_mode(project: Project, mode: SuggestionMode) -> None:
    """Keep it in the project."""
    project.set_setting(_MODE, mode.mode)
    project.set_setting(_BLIND, str(mode.blind_share))
    project.set_setting(_HIDDEN, msgspec.json.encode(mode.hidden).decode())
