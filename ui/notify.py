"""Messages at the foot of the canvas: one at a time, never in the way of the keys."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.motion import reduced_motion
from ui.widgets.buttons import Button, ToolButton
from ui.widgets.shadow import Shadow
from ui.widgets.texts import TintedIconLabel, WrappedLabel
from ui.workspace import Message

WIDTH, HEIGHT, EDGE, RADIUS = 440, 44, 16, 6
SHOWN_MS = {"success": 4000, "warning": 8000}
FADE_IN_MS, FADE_OUT_MS = 120, 160
ICONS = {"success": "check", "warning": "warning", "danger": "cross"}


class Toast(QFrame):
    """Shows one Message at the bottom right of its host. It comes without taking the focus and
    goes by itself (a danger stays), by its cross, or by Esc while it has the focus; hover or
    focus holds it. `shown_ms` says how long each kind stays, in ms."""

    dismissed = Signal()

    def __init__(self, host: QWidget, shown_ms: Mapping[str, int] = SHOWN_MS) -> None:
        super().__init__(host)
        self._host, self._shown_ms = host, shown_ms
        self._message: Message | None = None
        self._before: QWidget | None = None
        self._hovered = False
        self._shadow = Shadow(RADIUS, host)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.dismiss)
        self._make_parts()
        self._lay_out()
        self._make_fade()
        host.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self.hide()
        self._shadow.hide()
        self._set_opacity(0.0)

    def _make_parts(self) -> None:
        self._sign = TintedIconLabel("check", "success")
        self._title = WrappedLabel("", "text", ui_font(13))
        self._detail = WrappedLabel("", "muted", ui_font(12))
        self._button = Button("", small=True)
        self._close = ToolButton("close", "Close this message", icon_side=14)
        self._button.clicked.connect(self._run)
        self._close.clicked.connect(self.dismiss)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for button in (self._button, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 8, 6, 8)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addLayout(texts, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)

    def _make_fade(self) -> None:
        self._effects = [QGraphicsOpacityEffect(self), QGraphicsOpacityEffect(self._shadow)]
        self.setGraphicsEffect(self._effects[0])
        self._shadow.setGraphicsEffect(self._effects[1])
        self._fade = QVariantAnimation(self)
        self._fade.valueChanged.connect(self._set_opacity)
        self._fade.finished.connect(self._faded)

    # ------------------------------------------------------------------ showing

    def move_to(self, host: QWidget) -> None:
        """Appear over another widget from now on; what is shown goes along."""
        if host is self._host:
            return
        shown = not self.isHidden()
        self._give_focus_back()
        self._host.removeEventFilter(self)
        self._host = host
        host.installEventFilter(self)
        for part in (self._shadow, self):
            part.setParent(host)
        if shown:
            self._shadow.show()
            self.show()
            self._place()

    @property
    def message(self) -> Message | None:
        """What is shown; None when nothing is, or what was is going."""
        return self._message

    @property
    def is_held(self) -> bool:
        """Whether it stays for now: the mouse is over it, or its buttons have the focus."""
        return self._hovered or self._has_focus()

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one before."""
        replaced = self._message is not None
        self._give_focus_back()
        self._message = message
        self._title.set_text(message.title)
        self._detail.set_text(message.detail)
        self._detail.setVisible(bool(message.detail))
        self._sign.set_icon(ICONS[message.kind], message.kind)
        self._button.setText(message.action)
        self._button.setVisible(bool(message.action))
        self._place()
        self._appear(0 if replaced or reduced_motion() else FADE_IN_MS)
        self._announce(message)
        self._start_clock()

    def focus_message(self) -> bool:
        """Put the keyboard on the message's action, or its cross; False when there is none."""
        if self._message is None:
            return False
        target = self._button if self._message.action else self._close
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def dismiss(self) -> bool:
        """Take the message away; False when there was none."""
        self._clock.stop()
        if self._message is None:
            return False
        self._give_focus_back()
        self._message = None
        time = 0 if reduced_motion() else FADE_OUT_MS
        self._run_fade(self._effects[0].opacity(), 0.0, time)
        return True

    def _announce(self, message: Message) -> None:
        words = f"{message.title}. {message.detail}".strip()
        self.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _run(self) -> None:
        message = self._message
        self.dismiss()
        if message is not None and message.run is not None:
            message.run()

    # ------------------------------------------------------------------ staying and going

    def _start_clock(self) -> None:
        self._clock.stop()
        if self._message is not None and not self.is_held:
            time = self._shown_ms.get(self._message.kind)
            if time is not None:
                self._clock.start(time)

    def _has_focus(self) -> bool:
        return self.isAncestorOf(QApplication.focusWidget() or self._host)

    def _give_focus_back(self) -> None:
        """A message that goes must not leave the keys nowhere."""
        before, self._before = self._before, None
        if self._has_focus():
            target = before if before is not None and isValid(before) else self._host
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _appear(self, time: int) -> None:
        self._shadow.show()
        self._shadow.raise_()
        self.show()
        self.raise_()
        self._run_fade(self._effects[0].opacity() if time else 1.0, 1.0, time)

    def _run_fade(self, start: float, end: float, time: int) -> None:
        self._fade.stop()
        if not time:
            self._set_opacity(end)
            self._faded()
            return
        self._fade.setStartValue(start)
        self._fade.setEndValue(end)
        self._fade.setDuration(time)
        for effect in self._effects:
            effect.setEnabled(True)
        self._fade.start()

    def _set_opacity(self, opacity: float) -> None:
        for effect in self._effects:
            effect.setOpacity(opacity)

    def _faded(self) -> None:
        if self._message is None:
            self._vanish()
            return
        for effect in self._effects:  # an effect that is at work blurs text on some screens
            effect.setEnabled(False)

    def _vanish(self) -> None:
        self.hide()
        self._shadow.hide()
        self.dismissed.emit()

    def _place(self) -> None:
        width = min(WIDTH, self._host.width() - 2 * EDGE)
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = max(HEIGHT, layout.totalHeightForWidth(width))
        self.setFixedHeight(height)
        left = EDGE
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            left = self._host.width() - width - EDGE
        self.move(left, self._host.height() - height - EDGE)
        self._shadow.lie_under(self.geometry())

    # ------------------------------------------------------------------ events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Hold while a button has the focus, and remember where it came from."""
        came = new is not None and self.isAncestorOf(new)
        left = old is not None and self.isAncestorOf(old)
        if came and not left:
            self._before = old
            self._clock.stop()
        elif left and not came:
            self._start_clock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the message away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hold while the mouse is over it."""
        self._hovered = True
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._hovered = False
        self._start_clock()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the raised card."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.border2), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()
