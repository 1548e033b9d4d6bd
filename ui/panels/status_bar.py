"""The bar at the foot: who labels, whether all is saved, suggestions, background work, zoom."""

from typing import Literal

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from ui.panels.documents import figure
from ui.panels.glyphs import paint_pill
from ui.panels.look import Ground, Text, font, paint_line, plain_tip, scaled, theme
from ui.panels.parts import ProgressLine, Row
from ui.panels.pictures import Picture, paint_icon
from ui.widgets import Avatar, Hairline, ToolButton
from ui.widgets.key_hint import key_text

Saved = Literal["saved", "saving", "failed", "read-only"]
_SAVED: dict[Saved, tuple[str, str, str]] = {
    "saved": ("check", "success", "All changes saved"),
    "saving": ("clock", "muted", "Saving…"),
    "failed": ("warning", "danger", "Not saved"),
    "read-only": ("warning", "warning", "Read-only"),
}


class StatusBar(Ground):
    """28 px high; its left cell lines up with the document list."""

    identity_requested = Signal()
    threshold_changed = Signal(float)
    accept_all_requested = Signal()
    cancel_requested = Signal()
    zoom_in_requested = Signal()
    zoom_out_requested = Signal()
    zoom_reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", "t", parent)
        self.identity = _Identity()
        self.saved_icon = Picture("check", 14, "success")
        self.saved = Text("", 12, "muted").keep_whole()
        self._edge = Hairline(vertical=True)
        self._edge.setFixedHeight(scaled(16))
        self.words = Text("", 12, "muted")
        self.words.hide()
        self._shown = True
        self._offered = False
        self._count = -1
        self._state: tuple[str, str] = ("", "")
        self.pill = _Pill()
        self.left = Text("suggestions left", 12, "muted").keep_whole()
        self.threshold_name = Text("score at least", 12, "muted").keep_whole()
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.threshold_figure = Text("", 12).keep_whole()
        self.work = _Work()
        self.accept_all = _Plain("Accept all", "Ctrl+Shift+Return")
        self.zoom_out = ToolButton("minus", "Smaller text", side=22, icon_side=12)
        self.zoom = _Plain("100 %")
        self.zoom_in = ToolButton("plus", "Larger text", side=22, icon_side=12)
        self._lay_out()
        self._connect()
        self.set_saved("saved")
        self.set_suggestions(0)
        self.set_threshold(0.0)

    def _lay_out(self) -> None:
        self.setFixedHeight(scaled(28))
        self.threshold.setRange(0, 100)
        self.threshold.setSingleStep(5)
        self.threshold.setPageStep(10)
        self.threshold.setFixedWidth(scaled(90))
        self.threshold.setAccessibleName("Least score of a suggestion")
        self.set_left_width(248)
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 8, 0)
        layout.setSpacing(8)
        for part in (
            self.identity, self.saved_icon, self.saved, self._edge, self.words, self.pill,
            self.left, self.threshold_name, self.threshold, self.threshold_figure,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.insertSpacing(1, 4)
        layout.insertSpacing(8, 8)
        layout.addStretch(1)
        layout.addWidget(self.work)
        layout.addWidget(self.accept_all)
        layout.addSpacing(8)
        zoom = QHBoxLayout()
        zoom.setSpacing(0)
        for end in (self.zoom_out, self.zoom, self.zoom_in):
            zoom.addWidget(end)
        layout.addLayout(zoom)

    def _connect(self) -> None:
        self.identity.clicked.connect(self.identity_requested)
        self.threshold.valueChanged.connect(self._threshold_moved)
        self.accept_all.clicked.connect(self.accept_all_requested)
        self.work.cancel.clicked.connect(self.cancel_requested)
        self.zoom_in.clicked.connect(self.zoom_in_requested)
        self.zoom_out.clicked.connect(self.zoom_out_requested)
        self.zoom.clicked.connect(self.zoom_reset_requested)

    def set_project_shown(self, shown: bool) -> None:
        """Without a project there is nothing to save, to suggest or to zoom."""
        self._shown = shown
        parts = (
            self.saved_icon, self.saved, self._edge, self.zoom_out, self.zoom, self.zoom_in,
        )  # fmt: skip
        for part in parts:
            part.setVisible(shown)
        self._show_suggestion_parts()

    def set_words(self, words: str) -> None:
        """Say something in place of what concerns suggestions; empty says nothing of its own."""
        if words == self.words.text():
            return
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.words.updateGeometry()
        self._show_suggestion_parts()

    def _show_suggestion_parts(self) -> None:
        plain = self._shown and not self.words.text()
        always: tuple[QWidget, ...] = (self.pill, self.left, self.accept_all)
        scored: tuple[QWidget, ...] = (self.threshold_name, self.threshold, self.threshold_figure)
        for part in always:
            part.setVisible(plain)
        for part in scored:
            part.setVisible(plain and self._offered)
        self.saved.setVisible(self._shown)
        self._drop_what_has_no_room()

    def _drop_what_has_no_room(self) -> None:
        """Words that icon, slider and count say as well go before anything is clipped."""
        layout = self._layout
        for part in (self.saved, self.threshold_name, self.left):
            layout.invalidate()
            if layout.minimumSize().width() <= self.width():
                break
            part.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what has room."""
        super().resizeEvent(event)
        self._show_suggestion_parts()

    def set_left_width(self, width: int) -> None:
        """The width of the list above, in px."""
        self.identity.setFixedWidth(max(width, scaled(160)))

    def set_identity(self, name: str, lane: int = 0, role: str = "") -> None:
        """Who labels; `lane` picks the colour, `role` stands beside the name."""
        self.identity.show_name(name, lane, role)

    def set_saved(self, state: Saved, detail: str = "") -> None:
        """Whether the edits are on the disk; `detail` is the tooltip."""
        if (state, detail) == self._state:
            return
        self._state = (state, detail)
        icon, tone, text = _SAVED[state]
        self.saved_icon.setVisible(bool(icon))
        self.saved_icon.set_picture(icon, tone)
        self.saved.setText(text)
        self.saved.set_tone("muted" if state == "saved" else tone)
        self.saved.setToolTip(plain_tip(detail))
        self.saved_icon.setToolTip(plain_tip(detail or text))
        self.saved.updateGeometry()
        self._show_suggestion_parts()

    def set_suggestions(self, count: int) -> None:
        """How many suggestions of the open document are left."""
        if count == self._count:
            return
        self._count = count
        self.pill.show_text(figure(count))
        self.left.setText("suggestion left" if count == 1 else "suggestions left")
        self.left.updateGeometry()
        self.accept_all.show_text(f"Accept all {figure(count)}" if count else "Accept all")
        self.accept_all.setEnabled(count > 0)
        self._show_suggestion_parts()

    def set_threshold(self, threshold: float) -> None:
        """The least score shown, 0 to 1; does not emit."""
        blocked = self.threshold.blockSignals(True)
        self.threshold.setValue(round(threshold * 100))
        self.threshold.blockSignals(blocked)
        self._show_threshold()

    @property
    def threshold_value(self) -> float:
        """The least score shown, 0 to 1."""
        return self.threshold.value() / 100

    def set_threshold_offered(self, offered: bool) -> None:
        """Suggestions without scores need no slider."""
        if offered == self._offered:
            return
        self._offered = offered
        self._show_suggestion_parts()

    def set_work(self, text: str, share: float | None = None, cancellable: bool = True) -> None:
        """Show what runs in the background; an empty text hides it."""
        self.work.show_work(text, share, cancellable)

    def set_zoom(self, zoom: float) -> None:
        """Show the size of the text; 1.0 is the ordinary one."""
        self.zoom.show_text(f"{round(zoom * 100)} %")

    def set_accept_all_key(self, keys: str) -> None:
        """The key beside Accept all."""
        self.accept_all.show_keys(keys)

    def _threshold_moved(self, value: int) -> None:
        self._show_threshold()
        self.threshold_changed.emit(value / 100)

    def _show_threshold(self) -> None:
        self.threshold_figure.setText(f"{self.threshold.value() / 100:.2f}")
        self.threshold_figure.updateGeometry()


class _Identity(Row):
    """Avatar and name; opens the menu of people."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("", 0, parent=self)
        self._avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name = self._role = ""

    def show_name(self, name: str, lane: int, role: str) -> None:
        self._name, self._role = name, role
        self._avatar.set_name(name, lane)
        self._avatar.setVisible(bool(name))
        self._avatar.adjustSize()
        self._avatar.move(12, (scaled(27) - self._avatar.height()) // 2)
        verb = "work" if role else "label"
        words = f"You {verb} as {name}" + (f", {role}" if role else "")
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        left = self._avatar.geometry().right() + 8
        words = rect.adjusted(left - rect.left(), 0, -scaled(18), 0)
        paint_line(painter, words, self._name, font(12), theme().text)
        taken = QFontMetrics(font(12)).horizontalAdvance(self._name) + 7
        if self._role and taken < words.width():
            beside = words.adjusted(taken, 0, 0, 0)
            paint_line(painter, beside, self._role, font(12), theme().muted)
        middle = rect.center().y() + 1
        paint_icon(painter, rect.right() - scaled(12), middle, "chevron-down", "muted", 12)


class _Pill(QWidget):
    """A count in a dashed pill: dashes mean suggested."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show_text(self, text: str) -> None:
        self.text = text
        metrics = self.fontMetrics()
        self.setFixedSize(max(scaled(24), metrics.horizontalAdvance(text) + 14), scaled(20))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self.width() - 1.0, self.height() / 2, self.text)


class _Work(QWidget):
    """What runs in the background, how far, and a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text("", 12, "muted")
        self.bar = ProgressLine(width=80)
        self.cancel = ToolButton("close", "Stop this", side=22, icon_side=12)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        for part in (self.text, self.bar, self.cancel):
            layout.addWidget(part)
        self.setVisible(False)

    def show_work(self, text: str, share: float | None, cancellable: bool) -> None:
        self.setVisible(bool(text))
        self.text.setText(text)
        self.text.updateGeometry()
        self.bar.set_share(share)
        self.cancel.setVisible(cancellable)


class _Plain(Row):
    """A text that is pressed, with its key in muted."""

    def __init__(self, text: str, keys: str = "") -> None:
        super().__init__()
        self._keys = key_text(keys)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self._words = text
        self._fit()

    def show_keys(self, keys: str) -> None:
        self._keys = key_text(keys)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(font(12))
        width = metrics.horizontalAdvance(self._words) + 26
        if self._keys:
            width += QFontMetrics(font(11)).horizontalAdvance(self._keys) + 12
        self.setFixedWidth(width)
        self.setAccessibleName(self._words)
        self.update()

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        paint_line(painter, rect, self._words, font(12), theme().text)
        if self._keys:
            right = Qt.AlignmentFlag.AlignRight
            paint_line(painter, rect, self._keys, font(11), theme().muted, right)
