"""What holds other widgets: hairlines, sections with a header, and banners for failed parts."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.widgets.buttons import Button
from ui.widgets.texts import ElidedLabel, TintedIconLabel, WrappedLabel

PADDING = 12
HEADER = 32
BANNER_RADIUS = 6


class Hairline(QWidget):
    """A separator of 1 px, 2 px in high contrast; across, or down with `vertical`."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vertical = vertical
        self._fit()
        current().changed.connect(self._fit)

    def _fit(self) -> None:
        width = current().theme.hairline
        if self._vertical:
            self.setFixedWidth(width)
        else:
            self.setFixedHeight(width)
        self.update()

    def sizeHint(self) -> QSize:
        """As thin as it is."""
        width = current().theme.hairline
        return QSize(width, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().theme.border))
        painter.end()


class Section(QWidget):
    """A header of 32 px, with a title and a remark at its far end, over a `body`."""

    def __init__(self, title: str, trailing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(title, "muted", ui_font(12, QFont.Weight.DemiBold))
        self._trailing = ElidedLabel(trailing, "muted", ui_font(12))
        self._trailing.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        header = QWidget()
        line = QFontMetrics(ui_font(12)).height()
        header.setFixedHeight(max(HEADER, line + 14))
        row = QHBoxLayout(header)
        row.setContentsMargins(PADDING, 0, PADDING, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self._trailing)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 8)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(self.body)

    def set_title(self, title: str) -> None:
        """Write another title."""
        self._title.set_text(title)

    def set_trailing(self, text: str) -> None:
        """Write another remark."""
        self._trailing.set_text(text)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the body."""
        self.body.addWidget(widget)


class Banner(QWidget):
    """Stands in place of a part that failed: what happened in bold, what to do, one button.
    `kind` is "danger", "warning" or "success"."""

    activated = Signal()

    def __init__(
        self,
        kind: str,
        title: str,
        detail: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._sign = TintedIconLabel("check" if kind == "success" else "warning", kind)
        self._title = WrappedLabel("", "text", ui_font(13, QFont.Weight.DemiBold))
        self._detail = WrappedLabel("", "text", ui_font(12))
        self.button = Button("", small=True)
        self.button.clicked.connect(self.activated)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 9, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._sign, 0, 0, middle)
        grid.addWidget(self._title, 0, 1, middle)
        grid.addWidget(self.button, 0, 2, middle)
        grid.addWidget(self._detail, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_text(title, detail, action)
        current().changed.connect(self.update)

    def set_text(self, title: str, detail: str = "", action: str = "") -> None:
        """Say something else; an empty `action` has no button."""
        self._title.set_text(title)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{title} {detail}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and its edge."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(str(getattr(theme, self._kind))), theme.hairline))
        painter.setBrush(QColor(str(getattr(theme, f"{self._kind}_tint"))))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, BANNER_RADIUS, BANNER_RADIUS)
        painter.end()
