"""Messages at the foot of the canvas: one at a time, never in the way of the keys."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import pixmap
from ui.widgets.buttons import Button, ToolButton
from ui.workspace import Message

WIDTH = 440
EDGE = 16
SHOWN_MS = {"success": 4000, "warning": 8000}
ICONS = {"success": "check", "warning": "warning", "danger": "cross"}


class Toast(QFrame):
    """Shows one Message at the bottom right of its host; hovering holds it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host = host
        self._message: Message | None = None
        self._sign = QLabel()
        self._title = _plain(13)
        self._detail = _plain(12)
        self._button = Button("", small=True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close = ToolButton("close", "Close this message")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.hide)
        self._button.clicked.connect(self._run)
        self._close.clicked.connect(self.hide)
        self._lay_out()
        host.installEventFilter(self)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown; None when nothing is."""
        return self._message if self.isVisibleTo(self._host) else None

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one before."""
        theme = current().theme
        self._message = message
        self._title.setText(message.title)
        self._detail.setText(message.detail)
        self._detail.setVisible(bool(message.detail))
        self._detail.setStyleSheet(f"color: {theme.muted}")
        self._title.setStyleSheet(f"color: {theme.text}")
        self._sign.setPixmap(pixmap(ICONS[message.kind], getattr(theme, message.kind), 16))
        self._button.setText(message.action)
        self._button.setVisible(bool(message.action))
        self.setAccessibleName(f"{message.title} {message.detail}".strip())
        self._place()
        self.show()
        self.raise_()
        self._start_clock()

    def _start_clock(self) -> None:
        self._clock.stop()
        if self._message is not None and self._message.kind in SHOWN_MS:
            self._clock.start(SHOWN_MS[self._message.kind])

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(texts, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)

    def _place(self) -> None:
        width = min(WIDTH, self._host.width() - 2 * EDGE)
        self.setFixedWidth(width)
        height = max(44, self.heightForWidth(width), self.sizeHint().height())
        self.setFixedHeight(height)
        self.move(self._host.width() - width - EDGE, self._host.height() - height - EDGE)

    def _run(self) -> None:
        message = self._message
        self.hide()
        if message is not None and message.run is not None:
            message.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner when the host changes its size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEvent) -> None:
        """Hold while the mouse is over it."""
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._start_clock()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the raised card."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.border2), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.end()


def _plain(size: int) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFont(ui_font(size))
    return label
