"""The command palette: type a part of a command's or document's name, and run it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.dialogs.matching import Match, PaletteEntry, matches, split_prefix
from ui.dialogs.palette_rows import HEADING, MATCH, ROW, PaletteDelegate
from ui.panels.look import Text, font, scaled, theme
from ui.panels.parts import KeyHint, row_of
from ui.panels.pictures import Picture
from ui.widgets.shadow import paint_shadow

WIDTH, MOST_HEIGHT, RADIUS = 600, 420, 8
TOP, FIELD, FOOTER, EDGE = 52, 46, 34, 6
PAGE = 8
MOST_RECENT = 5
Search = Callable[[str], Sequence[PaletteEntry]]


class Palette(QWidget):
    """Lies over its parent, a card with nothing dimmed around it; a click beside the card closes
    it. `chosen` gives the id of the entry that was run."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._over: QWidget = parent
        self._before: QWidget | None = None
        self._entries: list[PaletteEntry] = []
        self._search: Search = lambda _text: ()
        self._recent: list[str] = []
        self.field = QLineEdit()
        self.count = Text("", 12, "muted").keep_whole()
        self.list = QListWidget()
        self.empty = Text("", 13, "muted")
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._show())
        self.list.itemClicked.connect(self._run)
        self.field.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        self.setAccessibleName("Commands")
        self.field.setPlaceholderText("Search or run a command")
        self.field.setAccessibleName("Search or run a command")
        self.field.setFrame(False)
        self.field.setFont(font(14))
        self.field.setStyleSheet(
            "QLineEdit, QLineEdit:focus { border: none; padding: 0; background: transparent; }"
        )
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("Commands")
        self.empty.setContentsMargins(12, 0, 12, 0)
        self.card = QWidget(self)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        body = QVBoxLayout()
        body.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        body.addWidget(self.list, 1)
        body.addWidget(self.empty)
        layout.addLayout(body, 1)
        layout.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(scaled(FIELD))
        line = QHBoxLayout(head)
        line.setContentsMargins(18, 0, 18, 0)
        line.setSpacing(10)
        line.addWidget(Picture("search", 16))
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(scaled(FOOTER))
        line = QHBoxLayout(foot)
        line.setContentsMargins(18, 0, 18, 0)
        line.setSpacing(14)
        for key, words in (
            ("@", "documents"), ("#", "spans here"), ("/", "text in the project"), ("?", "help"),
        ):  # fmt: skip
            line.addWidget(_hint(key, words))
        line.addStretch(1)
        line.addWidget(_hint("Return", "run"))
        line.addWidget(_hint("Esc", "close"))
        return foot

    # ------------------------------------------------------------------ opening

    def open_with(
        self,
        entries: Sequence[PaletteEntry],
        text: str = "",
        search: Search = lambda _text: (),
        over: QWidget | None = None,
    ) -> None:
        """Show the palette with these entries, centred over a widget. `search` finds documents
        by a text, for queries that begin with a slash."""
        self._entries, self._search = list(entries), search
        self.field.setText(text)
        self.field.selectAll()
        self._over = over or self._ground
        self._show()
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        ground = self._ground.size()
        self.setGeometry(QRect(QPoint(0, 0), ground))
        width = min(scaled(WIDTH), ground.width() - 16)
        most = min(scaled(MOST_HEIGHT), ground.height() - scaled(TOP) - 16)
        height = min(most, scaled(FIELD) + scaled(FOOTER) + 2 * EDGE + self._rows_height())
        middle = self._over.mapTo(self._ground, QPoint(self._over.width() // 2, 0)).x()
        left = min(max(8, middle - width // 2), ground.width() - width - 8)
        self.card.setGeometry(left, scaled(TOP), width, height)

    def _rows_height(self) -> int:
        rows = self.list.count()
        if not rows:
            return scaled(ROW) + EDGE
        entries = len(self._entry_rows())
        return entries * scaled(ROW) + (rows - entries) * scaled(HEADING) + 2

    def dismiss(self) -> None:
        """Close, and give the keyboard back."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the card."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter and Esc act on the list while the field is typed in."""
        if watched is self._ground:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -PAGE,
            Qt.Key.Key_PageDown: PAGE,
        }
        if key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # the keyboard stays in the field
            return False
        return True

    def _step(self, step: int) -> None:
        """To another entry; a single step wraps round, a page stops at the end."""
        rows = self._entry_rows()
        if not rows:
            return
        here = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else -1
        there = here + step
        if abs(step) == 1:
            there %= len(rows)
        self.list.setCurrentRow(rows[min(max(there, 0), len(rows) - 1)])
        if there == 0:
            self.list.scrollToTop()

    def _entry_rows(self) -> list[int]:
        items = ((row, self.list.item(row)) for row in range(self.list.count()))
        return [row for row, item in items if isinstance(item.data(MATCH), Match)]

    # ------------------------------------------------------------------ rows

    def _show(self) -> None:
        query = self.field.text()
        group, wanted = split_prefix(query)
        entries = self._entries
        if group == "Text in the project":
            entries = list(self._search(wanted)) if wanted else []
        found = matches(entries, query, self._recent)
        self._fill(found, headed=bool(wanted))
        self.count.setText(_counted(len(found)) if wanted else "")
        self.count.updateGeometry()
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self.empty.setText(_nothing(group, wanted))
        self._place()

    def _fill(self, found: Sequence[Match], headed: bool) -> None:
        self.list.clear()
        group = ""
        for match in found:
            recent = not headed and match.entry.id in self._recent
            name = "Recent" if recent else match.entry.group
            if name != group:
                group = name
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(heading)
            item = QListWidgetItem(match.entry.title)
            item.setData(MATCH, match)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(match.entry))
            self.list.addItem(item)
        rows = self._entry_rows()
        self.list.setCurrentRow(rows[0] if rows else -1)
        self.list.scrollToTop()

    def _run(self, item: QListWidgetItem | None) -> None:
        match = item.data(MATCH) if item is not None else None
        if isinstance(match, Match) and match.entry.enabled:
            id = match.entry.id
            if id.startswith("action:"):
                self._recent = [id, *(x for x in self._recent if x != id)][:MOST_RECENT]
            self.dismiss()
            self.chosen.emit(id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, its shadow and the hairlines."""
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.card.geometry())
        paint_shadow(painter, card, RADIUS, colours)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        top, foot = card.top() + scaled(FIELD), card.bottom() - scaled(FOOTER)
        painter.setClipRect(QRectF(card.left(), card.top(), card.width(), scaled(FIELD)))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(colours.border), colours.hairline))
        for y in (top, foot):
            painter.drawLine(QPointF(card.left() + 1, y), QPointF(card.right() - 1, y))
        painter.setPen(QPen(QColor(colours.border2), colours.hairline))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()


def _hint(key: str, words: str) -> QWidget:
    return row_of(KeyHint(key), Text(words, 12, "muted").keep_whole(), spacing=6)


def _counted(count: int) -> str:
    return "1 match" if count == 1 else f"{count} matches"


def _spoken(entry: PaletteEntry) -> str:
    parts = [entry.title, entry.reason or entry.detail, entry.keys]
    return ", ".join(part for part in parts if part)


def _nothing(group: str, wanted: str) -> str:
    if wanted:
        return f"Nothing matches “{wanted}”."
    return "Type what you look for." if group == "Text in the project" else "There is nothing here."
