"""Questions before a label that is in use is renamed, merged or deleted: with the count first."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from annotator.scheme import Label
from annotator.store.usage import Spread
from ui.dialogs.frame import Dialog
from ui.panels.look import Text

NOUNS = {"span": "span", "relation": "relation", "document": "document label"}


def counted(label: Label, spread: Spread) -> str:
    """What has a label, such as "548 spans in 52 documents"."""
    total = spread.people + spread.models
    noun = NOUNS[label.kind] + ("" if total == 1 else "s")
    documents = "1 document" if spread.documents == 1 else f"{spread.documents:,} documents"
    return f"{total:,} {noun} in {documents}"


def suggested(spread: Spread) -> str:
    """How many of them models made."""
    return f"{spread.models:,} of them are suggestions. " if spread.models else ""


class RenameDialog(Dialog):
    """Asks for another id. `refusal` says why an id cannot be taken, or nothing."""

    def __init__(
        self,
        label: Label,
        spread: Spread,
        refusal: Callable[[str], str],
        wanted: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Rename {label.id}", "Rename", 460, parent)
        self.resize(self.width(), 240)
        self._label, self._refusal = label, refusal
        self.field = QLineEdit(wanted or label.id)
        self.field.setAccessibleName("Stored as")
        self.why = Text("", 12, "danger", wrap=True)
        words = f"{label.title} is stored and exported as {label.id}. What shall it be?"
        self.body.addWidget(Text(words, wrap=True))
        self.body.addWidget(self.field)
        self.body.addWidget(self.why)
        self.body.addStretch(1)
        change = "changes" if spread.people + spread.models == 1 else "change"
        self.consequence.setText(f"{counted(label, spread)} {change}. Undo takes it back.")
        self.field.selectAll()
        self.field.textChanged.connect(lambda _text: self._check())
        self.field.returnPressed.connect(self.verb.click)
        self._check()

    @property
    def name(self) -> str:
        """The new id."""
        return self.field.text().strip()

    def _check(self) -> None:
        changed = bool(self.name) and self.name != self._label.id
        why = self._refusal(self.name) if changed else ""
        self.why.setText(why)
        self.verb.setEnabled(changed and not why)


class MoveDialog(Dialog):
    """Asks which label takes over what has this one, which then goes; `goal` is its id."""

    def __init__(
        self,
        label: Label,
        spread: Spread,
        others: Sequence[Label],
        deleting: bool,
        parent: QWidget | None = None,
    ) -> None:
        title = f"Delete {label.title}" if deleting else f"Merge {label.title} with another label"
        verb = "Move and delete" if deleting else "Merge"
        super().__init__(title, verb, 460, parent)
        self.resize(self.width(), 250)
        self.others = QComboBox()
        self.others.setAccessibleName("Label that takes over")
        for other in others:
            name = other.title if other.title == other.id else f"{other.title} ({other.id})"
            self.others.addItem(name, other.id)
        have = "has" if spread.people + spread.models == 1 else "have"
        words = f"{counted(label, spread)} {have} this label. {suggested(spread)}They become:"
        self.body.addWidget(Text(words, wrap=True))
        self.body.addWidget(self.others)
        self.body.addStretch(1)
        self.consequence.setText(f"{label.title} leaves the scheme. Undo takes it back.")

    @property
    def goal(self) -> str:
        """The id of the label that takes over."""
        return str(self.others.currentData())
