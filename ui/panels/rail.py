"""The document list folded to a column of status glyphs, for windows without room for it."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.models.documents import ROW_ROLE, DocumentRow, DocumentsModel
from ui.panels.document_rows import Index, paint_row_ground
from ui.panels.glyphs import paint_status
from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import icon_button

WIDTH = 48
HOVER_MS = 300


class Rail(Ground):
    """Glyphs of the same model as the list; resting on it, or its button, asks for the list."""

    document_activated = Signal(str)
    list_wanted = Signal(bool)  # whether it was asked for on purpose, not by resting the mouse

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.model = model
        self.open = icon_button("search", "Documents (F4)")
        self.view = QListView()
        self.done = Text("", 11, "muted")
        self._rest = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._rest.timeout.connect(lambda: self.list_wanted.emit(False))
        self.open.clicked.connect(lambda: self.list_wanted.emit(True))
        self.view.clicked.connect(self._activate)
        self.view.activated.connect(self._activate)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setFixedWidth(scaled(WIDTH))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_GlyphDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Documents")
        self.done.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.done)

    def share_selection(self, view: QListView) -> None:
        """Mark the document that the list marks."""
        self.view.setSelectionModel(view.selectionModel())
        view.selectionModel().currentChanged.connect(lambda now, _old: self.view.scrollTo(now))

    def show_progress(self, done: int, total: int) -> None:
        """How many documents are done, in short."""
        self.done.setText(f"{round(100 * done / total)} %" if total else "")
        self.done.setToolTip(f"{done} of {total} done")

    def _activate(self, index: QModelIndex) -> None:
        self._rest.stop()
        self.document_activated.emit(self.model.row(index.row()).id)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Rest here for a moment to see the list."""
        self._rest.start()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Just passing."""
        self._rest.stop()
        super().leaveEvent(event)


class _GlyphDelegate(QStyledItemDelegate):
    """The status alone; the name is the tooltip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(WIDTH), scaled(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, DocumentRow):
            return
        painter.save()
        rect: QRect = option.rect
        paint_row_ground(painter, rect, option)
        glyph = QRectF(0, 0, scaled(14), scaled(14))
        glyph.moveCenter(QRectF(rect).center())
        paint_status(painter, glyph, "error" if row.error else row.status)
        painter.restore()
