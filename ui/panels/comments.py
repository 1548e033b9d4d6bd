"""Comments on the document and its spans, with author and time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.panels.cards import CommentCard
from ui.panels.fields import CommittedEdit
from ui.panels.look import Link, Text
from ui.panels.parts import icon_button
from ui.panels.sections import Part, emptied
from ui.widgets.texts import WrappedLabel


class CommentsPart(Part):
    """What was said, the oldest first, and a field to say more. `written` gives the comment's id
    (empty for a new one), the text and the span that it is on."""

    written = Signal(str, str, str)
    deleted = Signal(str)
    span_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Comments")
        self.field = CommittedEdit("")
        self._cards: tuple[CommentCard, ...] = ()
        self._span = self._editing = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 0)
        holder.setSpacing(8)
        holder.addLayout(self._list)
        holder.addWidget(self.field)
        self.body.addLayout(holder)
        self.field.committed.connect(self._write)
        self.field.left.connect(self._leave)
        self.show_comments((), "", "", editable=False)

    def show_comments(
        self, cards: Sequence[CommentCard], span: str, quoted: str, editable: bool
    ) -> None:
        """Show comments. With an own span as the current one, the next is on that."""
        if tuple(cards) != self._cards:
            self._cards = tuple(cards)
            emptied(self._list)
            for card in cards:
                self._list.addWidget(self._row(card))
        if not self.field.hasFocus():
            self._span = span
            about = f"“{quoted}”" if span else "the document"
            self.field.setPlaceholderText(f"Comment on {about}")
            self.field.setAccessibleName(f"Comment on {about}")
        self.field.setVisible(editable)
        self.header.show_texts("Comments", str(len(cards)) if cards else "")

    def focus_field(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row(self, card: CommentCard) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(Text(card.who, 12, bold=True).keep_whole())
        line.addWidget(Text(card.when, 11, "muted"), 1)
        if card.mine:
            edit = icon_button("comment", "Write this comment anew")
            gone = icon_button("close", "Delete this comment")
            for tool in (edit, gone):
                tool.setFixedSize(20, 20)
                tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                line.addWidget(tool)
            edit.clicked.connect(lambda _on=False, of=card: self._begin(of))
            gone.clicked.connect(lambda _on=False, id=card.id: self.deleted.emit(id))
        column.addLayout(line)
        if card.about:
            quoted = Link(f"on “{card.about}”", 12) if card.span else Text(f"on {card.about}", 12)
            column.addWidget(quoted)
            if isinstance(quoted, Link):
                quoted.clicked.connect(lambda id=card.span: self.span_wanted.emit(id))
        words = WrappedLabel(card.text, "text")
        column.addWidget(words)
        return row

    def _begin(self, card: CommentCard) -> None:
        self._editing = card.id
        self.field.show_text(card.text)
        self.field.setText(card.text)
        self.focus_field()

    def _write(self, text: str) -> None:
        editing, self._editing = self._editing, ""
        if text.strip() or editing:
            self.written.emit(editing, text.strip(), self._span)
        self.field.show_text("")
        self.field.setText("")

    def _leave(self) -> None:
        self._editing = ""
        self.field.show_text("")
        self.field.setText("")
        self.left.emit()
