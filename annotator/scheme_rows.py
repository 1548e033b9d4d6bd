"""One row of the scheme's tables added, changed or moved."""

from dataclasses import replace

from annotator.errors import EditRefused
from annotator.guidelines import retitled
from annotator.scheme import COMMAND_KEYS, SPAN_KEYS, Label, LabelKind, Scheme, with_keys

NOUNS: dict[LabelKind, str] = {"span": "label", "relation": "relation", "document": "label"}


def new_label(scheme: Scheme, kind: LabelKind, after: str = "") -> tuple[Scheme, Label]:
    """The scheme with one more label, behind another or at the end, and that label. Its id is
    free, its key the next free one."""
    stem = "NEW" if kind == "span" else "new relation" if kind == "relation" else "new label"
    names = (stem if number == 1 else f"{stem} {number}" for number in range(1, 10_000))
    id = next(name for name in names if (kind, name) not in scheme.by_id)
    labels = list(scheme.labels)
    places = [n for n, x in enumerate(labels) if x.kind == kind and (not after or x.id == after)]
    labels.insert(places[-1] + 1 if places else len(labels), Label(id, kind))
    changed = _with(scheme, with_keys(labels))
    return changed, changed.by_id[(kind, id)]


def with_field(scheme: Scheme, label: Label, name: str, value: object) -> Scheme:
    """The scheme with another value in one field of a label; a heading of the guidelines follows
    the name. Raises EditRefused for a key that cannot be one or is taken."""
    if name == "key" and value:
        value = str(value).lower()
        _check_key(scheme, label, value)
    changed = replace(label, **{name: value})  # type: ignore[arg-type]  # fields by name
    labels = tuple(changed if x is label else x for x in scheme.labels)
    guidelines = retitled(scheme.guidelines, label, changed)
    return Scheme(with_keys(labels), scheme.rules, guidelines, scheme.name)


def _check_key(scheme: Scheme, label: Label, key: str) -> None:
    if key in COMMAND_KEYS and label.kind == "span":
        raise EditRefused(f"{key.upper()} belongs to a command", do="Take another key.")
    if key not in SPAN_KEYS + COMMAND_KEYS:
        raise EditRefused("A key is one letter from a to z or a digit from 1 to 9")
    other = scheme.for_key(label.kind, key)
    if other is not None and other.id != label.id:
        raise EditRefused(
            f"{key.upper()} is the key of {other.title}", do="Give that label another key first."
        )


def moved(scheme: Scheme, label: Label, to: int) -> Scheme:
    """The scheme with a label at another place among those of its kind, counted from 0."""
    kin = [x for x in scheme.of(label.kind) if x is not label]
    kin.insert(max(0, min(to, len(kin))), label)
    following = iter(kin)
    labels = tuple(next(following) if x.kind == label.kind else x for x in scheme.labels)
    return _with(scheme, labels)


def _with(scheme: Scheme, labels: tuple[Label, ...]) -> Scheme:
    return Scheme(labels, scheme.rules, scheme.guidelines, scheme.name)
