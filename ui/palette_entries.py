"""What the command palette offers: the current span's actions, commands, documents, spans."""

from collections.abc import Sequence

from annotator.annotations import reading_order
from ui.actions import ACTIONS, RELATIONS, SPANS, ActionRow
from ui.bindings import Bindings
from ui.dialogs.matching import PaletteEntry
from ui.document_list import DocumentList
from ui.theme.current import current
from ui.theme.label_colours import label_colours
from ui.widgets.key_hint import key_text
from ui.workspace import Workspace

MOST_SPANS = 5000
_NAMED = 40  # code points of a span's text in a heading


def entries(
    bindings: Bindings, documents: DocumentList, workspace: Workspace | None
) -> list[PaletteEntry]:
    """Everything that a query may find; refused commands carry their reason."""
    heading = _heading(workspace)
    rows = [row for row in ACTIONS if row.menu]
    near = [row for row in rows if heading and row.group in (SPANS, RELATIONS)]
    far = [row for row in rows if row not in near]
    return [
        *(_command(bindings, row, heading) for row in near),
        *_labels(workspace, heading),
        *(_command(bindings, row) for row in far),
        *documents.palette_entries(),
        *_spans(workspace),
    ]


def found_texts(
    documents: DocumentList, workspace: Workspace | None, text: str
) -> list[PaletteEntry]:
    """The documents whose text or name holds all the words."""
    if workspace is None:
        return []
    ids = set(workspace.session.project.matching(text))
    return [
        PaletteEntry(entry.id, entry.title, entry.detail, icon=entry.icon,
                     group="Text in the project")
        for entry in documents.palette_entries()
        if entry.id.removeprefix("document:") in ids
    ]  # fmt: skip


def _heading(workspace: Workspace | None) -> str:
    """The group of the current span's entries; empty if there is none."""
    span = workspace.span() if workspace else None
    if workspace is None or workspace.opened is None or span is None:
        return ""
    text = " ".join(workspace.opened.text_of(span).split())
    return f"Current span: {text if len(text) <= _NAMED else text[:_NAMED] + '…'}"


def _command(bindings: Bindings, row: ActionRow, group: str = "Commands") -> PaletteEntry:
    action = bindings.actions[row.id]
    enabled = action.isEnabled()
    reason = "" if enabled else action.toolTip()
    return PaletteEntry(
        f"action:{row.id}", row.title, row.group, bindings.keys_of(row.id), row.icon,
        enabled, reason, group,
    )  # fmt: skip


def _labels(workspace: Workspace | None, group: str) -> Sequence[PaletteEntry]:
    """What the label keys would do to the selection or the current span."""
    opened = workspace.opened if workspace else None
    if workspace is None or opened is None or opened.read_only or workspace.at.drawing:
        return []
    if not group and not workspace.at.selection:
        return []
    verb = "Relabel as" if group else "Label the selection as"
    theme = current().theme
    return [
        PaletteEntry(
            f"label:{label.id}",
            f"{verb} {label.title}",
            keys=key_text(label.key.upper()),
            group=group or "Selection",
            colour=label_colours(theme, label.id, label.colour, place).strong,
        )
        for place, label in enumerate(opened.scheme.of("span"))
    ]


def _spans(workspace: Workspace | None) -> Sequence[PaletteEntry]:
    opened = workspace.opened if workspace else None
    if opened is None:
        return []
    theme = current().theme
    places = {label.id: (place, label) for place, label in enumerate(opened.scheme.of("span"))}
    everything = (*opened.own.spans.values(), *opened.suggestions.spans.values())
    found = []
    for span in sorted(everything, key=reading_order)[:MOST_SPANS]:
        place, label = places.get(span.label, (0, None))
        name = label.title if label else span.label
        suggested = span.id in opened.suggestions.spans
        colour = label_colours(theme, span.label, label.colour if label else "", place).strong
        detail = f"{name}, suggested" if suggested else name
        title = " ".join(opened.text_of(span).split())
        found.append(PaletteEntry(f"span:{span.id}", title, detail, group="Spans here",
                                  colour=colour))  # fmt: skip
    return found
