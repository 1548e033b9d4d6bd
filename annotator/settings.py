"""The person's settings: each declared once, with type, default and meaning."""

import getpass
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Annotated

import msgspec
from msgspec import Meta

from annotator.errors import InputError, OutputError
from annotator.paths import user_settings

_MOST_RECENT = 8


def _login() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a system without accounts, or without this one
        return "annotator"


def _doc(text: str, title: str = "", kind: str = "") -> dict[str, str]:
    """What a setting means. With a title it stands in the preferences dialog; `kind` "font"
    has it chosen among the fonts of the system."""
    return {"doc": text, "title": title, "kind": kind}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `load` fills in what a file says."""

    annotator_name: str = field(default_factory=_login, metadata=_doc("Who labels.", "Your name"))
    theme: Annotated[str, Meta(pattern="^(system|light|dark)$")] = field(
        default="system", metadata=_doc("`system`, `light` or `dark`.", "Theme")
    )
    zoom: Annotated[float, Meta(gt=0, le=10)] = field(
        default=1.0, metadata=_doc("Size of the text; 1.0 is the ordinary one.", "Text size")
    )
    reading_font: str = field(
        default="",
        metadata=_doc("The font of the text; empty for the built-in one.", "Reading font", "font"),
    )
    column: Annotated[int, Meta(ge=320, le=1600)] = field(
        default=720,
        metadata=_doc("The widest a line of text may be, in px at size 1.0.", "Line width"),
    )
    suggestion_threshold: Annotated[float, Meta(ge=0, le=1)] = field(
        default=0.0,
        metadata=_doc(
            "The least score, 0 to 1, at which a suggestion is shown.", "Show suggestions from"
        ),
    )
    show_key_strip: bool = field(
        default=True, metadata=_doc("Whether the keys stand below the text.", "Keys below the text")
    )
    next_after_decision: bool = field(
        default=True,
        metadata=_doc(
            "Whether the next conflict follows a reviewer's decision at once.",
            "Next conflict after a decision",
        ),
    )
    pipeline: str = field(
        default="news-en",
        metadata=_doc("The pipeline of new projects: a name or a folder.", "Pipeline"),
    )
    pipeline_folders: tuple[str, ...] = field(
        default=(), metadata=_doc("Folders with pipelines of your own, listed in Pipelines….")
    )
    recent_projects: tuple[str, ...] = field(
        default=(), metadata=_doc("Projects opened lately, the last first.")
    )
    llm_url: str = field(
        default="", metadata=_doc("Where a language model is asked, as `https://host/v1`.")
    )
    llm_model: str = field(default="", metadata=_doc("The language model to ask."))
    llm_key_variable: str = field(
        default="", metadata=_doc("The variable of the environment that holds the key for it.")
    )
    llm_price_in: Annotated[float, Meta(ge=0)] = field(
        default=0.0, metadata=_doc("What a million tokens of questions cost, for estimates.")
    )
    llm_price_out: Annotated[float, Meta(ge=0)] = field(
        default=0.0, metadata=_doc("What a million tokens of answers cost.")
    )
    keys: Mapping[str, str] = field(
        default_factory=dict, metadata=_doc("Keys of your own, by the action's id.")
    )


def load() -> Settings:
    """The settings of the file, or the defaults. Raises InputError for a broken file."""
    path = user_settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        known = {f.name for f in fields(Settings)}
        return msgspec.convert({k: v for k, v in data.items() if k in known}, Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise InputError(
            f"The settings cannot be read ({error})", str(path), "Mend or remove the file."
        ) from None


def save(settings: Settings) -> None:
    """Write the file, whole or not at all. Raises OutputError."""
    import tomli_w

    path = user_settings()
    draft = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(tomli_w.dumps(asdict(settings)), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise OutputError(f"The settings cannot be saved ({why})", str(path)) from None


def with_recent(settings: Settings, project: str) -> Settings:
    """The settings with a project at the head of the recent ones."""
    rest = tuple(other for other in settings.recent_projects if other != project)
    return replace(settings, recent_projects=(project, *rest)[:_MOST_RECENT])
