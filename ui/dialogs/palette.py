"""The command palette: type a part of a command's or document's name, and run it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from ui.panels.document_rows import Index
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.panels.parts import painted_key

DOCUMENTS = "@"
MOST = 60
_ENTRY = int(Qt.ItemDataRole.UserRole)
_MATCHED = _ENTRY + 1


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be run; refused entries carry `reason`."""

    id: str
    title: str
    detail: str = ""
    keys: str = ""
    icon: str = ""
    enabled: bool = True
    reason: str = ""
    group: str = "Commands"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and the places in its title that the query matched."""

    entry: PaletteEntry
    places: frozenset[int]


def matches(entries: Sequence[PaletteEntry], query: str) -> list[Match]:
    """The entries that fit, best first; `@` keeps documents only; at most 60."""
    wanted = query.strip()
    if wanted.startswith(DOCUMENTS):
        entries = [x for x in entries if x.group == "Documents"]
        wanted = wanted[1:].strip()
    if not wanted:
        return [Match(x, frozenset()) for x in entries[:MOST]]
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        wanted, [x.title for x in entries], scorer=fuzz.WRatio,
        processor=utils.default_process, limit=MOST, score_cutoff=60,
    )  # fmt: skip
    return [Match(entries[place], _places(title, wanted)) for title, _, place in found]


def _places(title: str, wanted: str) -> frozenset[int]:
    start = title.lower().find(wanted.lower())
    return frozenset(range(start, start + len(wanted))) if start >= 0 else frozenset()


class Palette(QFrame):
    """A popup; `chosen` gives the id of the entry that was run."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._entries: list[PaletteEntry] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search or run a command")
        self.field.setFixedHeight(scaled(46))
        self.list = QListWidget()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Commands")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.resize(scaled(600), scaled(420))
        self.field.textChanged.connect(lambda _text: self._show())
        self.list.itemClicked.connect(self._run)
        self.field.installEventFilter(self)

    def open_with(self, entries: Sequence[PaletteEntry], text: str = "") -> None:
        """Show the palette over its parent with these entries."""
        self._entries = list(entries)
        self.field.setText(text)
        self._show()
        parent = self.parentWidget()
        if parent is not None:
            self.resize(min(self.width(), parent.width() - 16), self.height())
            left = (parent.width() - self.width()) // 2
            self.move(parent.mapToGlobal(QPoint(left, scaled(52))))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter and Esc act on the list while the field is typed in."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            count = self.list.count()
            self.list.setCurrentRow((self.list.currentRow() + step) % count if count else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _show(self) -> None:
        self.list.clear()
        for match in matches(self._entries, self.field.text()):
            item = QListWidgetItem(match.entry.title)
            item.setData(_ENTRY, match.entry)
            item.setData(_MATCHED, match.places)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)

    def _run(self, item: QListWidgetItem | None) -> None:
        entry = item.data(_ENTRY) if item is not None else None
        if isinstance(entry, PaletteEntry) and entry.enabled:
            self.close()
            self.chosen.emit(entry.id)


class _Delegate(QStyledItemDelegate):
    """Title with its matched letters in accent, detail or reason, and keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(200), scaled(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, PaletteEntry):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme().sel))
        painter.setOpacity(1.0 if entry.enabled else 0.5)
        inner = rect.adjusted(12, 0, -12, 0)
        if entry.keys:
            inner.setRight(painted_key(painter, inner, entry.keys, align_right=True).left() - 8)
        left = _paint_title(painter, inner, entry.title, index.data(_MATCHED))
        detail = QRect(inner)
        detail.setLeft(left + 10)
        paint_line(painter, detail, entry.reason or entry.detail, font(12), theme().muted)
        painter.restore()


def _paint_title(painter: QPainter, rect: QRect, title: str, places: frozenset[int]) -> int:
    """Draw the title in runs of plain and matched letters; its right edge, in px."""
    if not places:
        paint_line(painter, rect, title, font(13), theme().text)
        width = QFontMetrics(font(13)).horizontalAdvance(title)
        return min(rect.left() + width, rect.right())
    start, end = min(places), max(places) + 1
    left = rect.left()
    runs = ((title[:start], False), (title[start:end], True), (title[end:], False))
    for text, matched in runs:
        face = font(13, bold=matched)
        place = QRect(left, rect.top(), max(0, rect.right() - left), rect.height())
        painter.setFont(face)
        painter.setPen(QColor(theme().accent_text if matched else theme().text))
        room = place.width()
        line = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, int(Align.AlignVCenter | Align.AlignLeft), line)
        left += QFontMetrics(face).horizontalAdvance(line)
    return left
