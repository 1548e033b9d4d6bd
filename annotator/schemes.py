"""Starter schemes, and schemes as TOML files."""

import tomllib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from annotator.errors import OutputError, SchemeError
from annotator.paths import resources, user_schemes
from annotator.scheme import Label, LabelKind, Rule, Scheme, checked

KINDS: tuple[LabelKind, ...] = ("span", "relation", "document")
_TOP = frozenset({"name", "guidelines", *KINDS})
_FIELDS = frozenset(Label.__slots__) - {"kind"}
_MEND = "Mend the file, or choose another."


def starters() -> dict[str, Path]:
    """The schemes that ship with the application, by name."""
    return {path.stem: path for path in sorted((resources() / "schemes").glob("*.toml"))}


def own_starters() -> dict[str, Path]:
    """The schemes that the person saved among the starters, by name."""
    return {path.stem: path for path in sorted(user_schemes().glob("*.toml"))}


def load_scheme(name_or_path: str) -> Scheme:
    """A starter by its name, shipped or saved, or a TOML file. Raises SchemeError."""
    path = (own_starters() | starters()).get(name_or_path, Path(name_or_path))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        names = ", ".join(starters())
        raise SchemeError(
            "There is no such label scheme", name_or_path, f"Give a file, or one of {names}."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError(f"This is no TOML file ({error})", str(path), _MEND) from None
    try:
        return _scheme(data, path)
    except msgspec.ValidationError as error:
        raise SchemeError(f"The scheme cannot be read ({error})", str(path), _MEND) from None


def _scheme(data: dict[str, object], path: Path) -> Scheme:
    _refuse_unknown(data, _TOP, path)
    labels: list[Label] = []
    rules: list[Rule] = []
    for kind in KINDS:
        for row in msgspec.convert(data.get(kind, []), list[dict[str, object]]):
            joins = {"pairs"} if kind == "relation" else set()
            _refuse_unknown(row, _FIELDS | joins, path)
            pairs = msgspec.convert(row.pop("pairs", []), list[tuple[str, str]])
            label = msgspec.convert({**row, "kind": kind}, Label)
            labels.append(label)
            rules += [Rule(label.id, head, tail) for head, tail in pairs]
    if not labels:
        raise SchemeError("The scheme has no labels", str(path), _MEND)
    name = msgspec.convert(data.get("name", ""), str) or path.stem
    guidelines = msgspec.convert(data.get("guidelines", ""), str)
    return checked(Scheme(tuple(labels), tuple(rules), guidelines, name))


def _refuse_unknown(row: Iterable[str], known: Iterable[str], path: Path) -> None:
    """A misspelt key would otherwise be lost without a word."""
    unknown = sorted(set(row) - set(known))
    if unknown:
        names = ", ".join(sorted(known))
        raise SchemeError(
            f"The scheme has an unknown field `{unknown[0]}`", str(path), f"Known are {names}."
        )


def save_scheme(scheme: Scheme, path: Path) -> None:
    """Write a TOML file that `load_scheme` reads; it is there whole or not at all.

    Raises OutputError.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(scheme_to_toml(scheme), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        reason = error.strerror or str(error)
        raise OutputError(
            f"The labels were not saved ({reason})", str(path), "Choose another place."
        ) from None


def scheme_to_toml(scheme: Scheme) -> str:
    """The scheme as a TOML file that `load_scheme` reads."""
    import tomli_w

    data: dict[str, object] = {"name": scheme.name, "guidelines": scheme.guidelines}
    for kind in KINDS:
        rows = [_row(scheme, label) for label in scheme.of(kind)]
        if rows:
            data[kind] = rows
    return tomli_w.dumps(data, multiline_strings=True)


def _row(scheme: Scheme, label: Label) -> dict[str, object]:
    fields = {name: getattr(label, name) for name in Label.__slots__}
    row: dict[str, object] = {k: v for k, v in fields.items() if v and k != "kind"}
    if label.attributes:
        row["attributes"] = [
            {k: v for k, v in msgspec.to_builtins(x).items() if v} for x in label.attributes
        ]
    pairs = [[rule.head, rule.tail] for rule in scheme.rules if rule.label == label.id]
    return row | ({"pairs": pairs} if pairs and label.kind == "relation" else {})
