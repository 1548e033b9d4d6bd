"""How the cells of the tables of labels are drawn and edited."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.models.labels import FLAGS, Column, Index, LabelsModel, Row
from ui.panels.cards import LabelCard
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.panels.parts import card_colours, painted_key
from ui.panels.pictures import paint_icon
from ui.theme.tokens import LabelColours
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.focus import paint_focus

ROW = 33
PADDING = 8
BOX = 15
_MUTED: tuple[Column, ...] = ("description", "joins", "id")


def colours_of(row: Row) -> LabelColours:
    """The colours of a label as the text shows it."""
    label = row.label
    return card_colours(LabelCard(label.id, label.chip, colour=label.colour, position=row.position))


class LabelDelegate(QStyledItemDelegate):
    """Paints a row of 33 px with a hairline below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row."""
        return QSize(40, scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, content and focus."""
        model = index.model()
        assert isinstance(model, LabelsModel)
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = theme()
        if state & QStyle.StateFlag.State_Selected:
            active = state & QStyle.StateFlag.State_Active
            painter.fillRect(rect, QColor(colours.sel if active else colours.selinactive))
            if not active and model.column_of(index) == "grip":
                painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), colours.strong)
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, QColor(colours.border))
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        self._paint_cell(painter, inner, model.row(index), model.column_of(index))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(rect).adjusted(0, 0, 0, -1), 4)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, row: Row, column: Column) -> None:
        label = row.label
        if column == "grip":
            _paint_grip(painter, rect)
        elif column == "key":
            if label.key:
                painted_key(painter, rect, label.key.upper())
        elif column == "colour":
            _paint_swatch(painter, rect, colours_of(row))
        elif column == "short":
            height, width = chip_size("X").height(), chip_size(label.chip).width()
            top = rect.center().y() - height // 2
            chip = QRect(rect.left(), top, min(width, rect.width() + PADDING), height)
            paint_chip(painter, chip, label.chip, colours_of(row), False)
        elif column in FLAGS:
            _paint_box(painter, rect, bool(getattr(label, column)))
        else:
            self._paint_words(painter, rect, row, column)

    def _paint_words(self, painter: QPainter, rect: QRect, row: Row, column: Column) -> None:
        tone = theme().muted if column in _MUTED else theme().text
        align = Align.AlignRight if column == "used" else Align.AlignLeft
        words = str(row.label.title if column == "name" else "")
        if not words:
            model_text = {"description": row.label.description, "joins": row.joins}
            words = model_text.get(column, row.label.id if column == "id" else "")
        if column == "used":
            words = "" if row.used is None else f"{row.used:,}".replace(",", "\u2009")
        if column == "description" and not words:
            words, tone = "Add a description", theme().faint
        paint_line(painter, rect, words, font(12 if column == "id" else 13), tone, align)

    # ------------------------------------------------------------------ editing

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """A field; of a key, it takes one letter and is done."""
        model = index.model()
        assert isinstance(model, LabelsModel)
        column = model.column_of(index)
        field = QLineEdit(parent)
        field.setFont(font(13))
        field.setProperty("small", True)
        field.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        if column == "key":
            field.setMaxLength(1)
            field.setAlignment(Align.AlignHCenter)
            field.textEdited.connect(lambda _text: self._done(field))
        return field

    def _done(self, field: QLineEdit) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows stay in the field; Tab goes on to the next cell, as Qt has it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # a letter that is typed is no command
            return False
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """All of the text is selected. What is typed stays when the table is shown anew."""
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            return
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Have the field changed."""
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The field fills its cell, and is wide enough to type in."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(1, 3, max(0, scaled(36) - rect.width()), -4))


def _paint_grip(painter: QPainter, rect: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().strong))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = rect.center().y() + 0.5
    for column in (0, 4):
        for row in (-4, 0, 4):
            painter.drawEllipse(QRectF(rect.left() + column, middle + row - 1, 2, 2))


def _paint_swatch(painter: QPainter, rect: QRect, colours: LabelColours) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.strong), 1.5))
    painter.setBrush(QColor(colours.tint))
    side = QRectF(rect.left() + 0.75, rect.center().y() - 7.25, 21, 15)
    painter.drawRoundedRect(side, 3, 3)


def _paint_box(painter: QPainter, rect: QRect, on: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = theme()
    painter.setPen(QPen(QColor(colours.accent if on else colours.strong), 1))
    painter.setBrush(QColor(colours.accent if on else colours.field))
    box = QRectF(rect.center().x() - BOX / 2, rect.center().y() - BOX / 2 + 0.5, BOX, BOX)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if on:
        paint_icon(painter, box.left() + 1.5, box.center().y(), "check", "on_accent", 12)


def text_width(texts: list[str], size: int) -> int:
    """The width of the widest of some texts, with padding, in px."""
    metrics = QFontMetrics(font(size))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2 * PADDING
