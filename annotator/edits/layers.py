"""Edits of the layer as a whole: its status and the labels of the document."""

from annotator.changes import Edit
from annotator.edits.door import change, finish
from annotator.errors import EditRefused
from annotator.model import DocumentLabel, LayerStatus, Status, layer_id, new_id
from annotator.opened import OpenDocument


def set_status(opened: OpenDocument, status: Status) -> Edit:
    """Say how far the work on the document is."""
    old = opened.own.status
    if old == status:
        raise EditRefused(f"This document is {status} already")
    id = layer_id(opened.document.id, opened.who.id)
    changes = [change(opened, LayerStatus(id, old), LayerStatus(id, status))]
    return finish(opened, f"Mark as {status}", changes)


def toggle_document_label(opened: OpenDocument, label: str) -> Edit:
    """Put a label on the document, or take it off."""
    known = opened.scheme.get("document", label)
    if known is None:
        raise EditRefused(f"The scheme has no document label {label}")
    for old in opened.own.labels.values():
        if old.label == label:
            return finish(opened, f"Take off “{known.title}”", [change(opened, old, None)])
    new = DocumentLabel(new_id(), label)
    return finish(opened, f"Document label “{known.title}”", [change(opened, None, new)])
