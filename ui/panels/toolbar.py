"""The bar at the top: menu, project, modes, undo and redo, and the command field."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from ui.panels.look import Align, Ground, font, paint_line, plain_tip, scaled, theme
from ui.panels.parts import Row, icon_button
from ui.panels.pictures import paint_icon
from ui.widgets.key_hint import key_text

PROMPTS = ("Search or run a command", "Search or run", "Search")


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of the window; `count` stands beside its name when it is not None."""

    id: str
    text: str
    count: int | None = None


class Toolbar(Ground):
    """44 px high; the outer cells line up with the panels below."""

    mode_chosen = Signal(str)
    command_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", "b", parent)
        self.menu_button = icon_button("menu", "Menu")
        self.project_button = _Project()
        self.modes = ModeSwitch()
        self.undo_button = icon_button("undo", "Undo")
        self.redo_button = icon_button("redo", "Redo")
        self.command = CommandField()
        self._left = QWidget()
        self._right = QWidget()
        self._lay_out()
        self.modes.chosen.connect(self.mode_chosen)
        self.command.clicked.connect(self.command_requested)
        self.set_cell_widths(248, 288)

    def _lay_out(self) -> None:
        self.setFixedHeight(scaled(44))
        left = QHBoxLayout(self._left)
        left.setContentsMargins(8, 0, 4, 0)
        left.setSpacing(4)
        left.addWidget(self.menu_button)
        left.addWidget(self.project_button, 1)
        right = QHBoxLayout(self._right)
        right.setContentsMargins(12, 0, 12, 0)
        right.addWidget(self.command, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 1)
        layout.setSpacing(0)
        layout.addWidget(self._left)
        layout.addSpacing(12)
        layout.addWidget(self.modes)
        layout.addSpacing(12)
        layout.addWidget(self.undo_button)
        layout.addWidget(self.redo_button)
        layout.addStretch(1)
        layout.addWidget(self._right)

    def set_cell_widths(self, left: int, right: int) -> None:
        """The widths of the panels below, in px; a narrow right cell holds a mere button."""
        self._left.setFixedWidth(max(left, scaled(160)))
        narrow = right < 200
        if narrow != self.command.narrow:
            self.command.set_narrow(narrow)
        self._right.setFixedWidth(right if right >= 200 else scaled(28) + 24)

    def set_menu(self, menu: QMenu) -> None:
        """The menu behind the menu button."""
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(self.menu_button.ToolButtonPopupMode.InstantPopup)

    def open_menu(self) -> None:
        """Open the menu, as F10 does."""
        self.menu_button.showMenu()

    def set_project_menu(self, menu: QMenu) -> None:
        """The menu behind the project's name."""
        self.project_button.menu = menu

    def set_project(self, name: str) -> None:
        """The open project; an empty name says that there is none."""
        self.project_button.show_name(name)
        self.undo_button.setVisible(bool(name))
        self.redo_button.setVisible(bool(name))

    def set_actions(self, undo: QAction, redo: QAction) -> None:
        """What the two arrows do; their states and tooltips follow the actions."""
        _follow(self.undo_button, undo)
        _follow(self.redo_button, redo)

    def set_modes(self, modes: Sequence[Mode], current: str) -> None:
        """Show the modes; a single one needs no switch."""
        self.modes.show_modes(modes, current)
        self.modes.setVisible(len(modes) > 1)

    def set_command_key(self, keys: str) -> None:
        """The key shown in the command field."""
        self.command.show_keys(keys)


def _follow(tool: QAbstractButton, action: QAction) -> None:
    def read() -> None:
        tool.setEnabled(action.isEnabled())
        tool.setToolTip(plain_tip(action.toolTip()))

    tool.clicked.connect(action.trigger)
    action.changed.connect(read)
    read()


class ModeSwitch(QWidget):
    """One button a mode on a track; the current one is raised."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, _ModeButton] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2, 2, 2, 2)
        self._layout.setSpacing(0)
        self.setFixedHeight(scaled(28))

    def show_modes(self, modes: Sequence[Mode], current: str) -> None:
        """Show the modes in order."""
        if [mode.id for mode in modes] != list(self._buttons):
            self._rebuild(modes)
        for mode in modes:
            self._buttons[mode.id].show_mode(mode, mode.id == current)

    def button(self, id: str) -> QAbstractButton:
        """The button of a mode; raises KeyError when it is not shown."""
        return self._buttons[id]

    def _rebuild(self, modes: Sequence[Mode]) -> None:
        for old in self._buttons.values():
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for mode in modes:
            made = _ModeButton()
            made.clicked.connect(lambda _on=False, of=mode.id: self.chosen.emit(of))
            self._layout.addWidget(made)
            self._buttons[mode.id] = made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().canvas if theme().dark else theme().border))
        painter.drawRoundedRect(self.rect(), 5, 5)


class _ModeButton(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self._mode = Mode("", "")
        self._on = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_mode(self, mode: Mode, on: bool) -> None:
        self._mode = mode
        self._on = on
        self.setAccessibleName(f"{mode.text}, current" if on else mode.text)
        self.updateGeometry()
        self.update()

    def _count(self) -> str:
        return "" if self._mode.count is None else str(self._mode.count)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(font(13, bold=True)).horizontalAdvance(self._mode.text) + 26
        if self._count():
            width += QFontMetrics(font(13)).horizontalAdvance(self._count()) + 6
        return QSize(width, scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme()
        if self._on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.button_hover if colours.dark else colours.raised))
            painter.drawRoundedRect(self.rect(), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        tone = colours.text if self._on or self.underMouse() else colours.muted
        words = self.rect().adjusted(12, 0, -12, 0)
        align = Align.AlignLeft if self._count() else Align.AlignHCenter
        paint_line(painter, words, self._mode.text, font(13, bold=self._on), tone, align)
        if self._count():
            paint_line(painter, words, self._count(), font(13), colours.muted, Align.AlignRight)


class _Project(Row):
    """The project's name with an arrow; opens the project menu."""

    height_px = 28

    def __init__(self) -> None:
        super().__init__()
        self.menu: QMenu | None = None
        self._name = ""
        self.clicked.connect(self._open)
        self.show_name("")

    def show_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(f"Project {name}" if name else "No project open")
        self.setToolTip(plain_tip(name))
        self.setEnabled(bool(name))
        self.update()

    def _open(self) -> None:
        if self.menu is not None:
            self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        painter.setOpacity(1.0)
        if not self._name:
            paint_line(painter, rect, "No project open", font(13), theme().muted)
            return
        face = font(13, bold=True)
        room = rect.adjusted(0, 0, -scaled(22), 0)
        paint_line(painter, room, self._name, face, theme().text)
        width = min(QFontMetrics(face).horizontalAdvance(self._name), room.width())
        middle = rect.center().y() + 1
        paint_icon(painter, rect.left() + width + 6, middle, "chevron-down", "muted", 12)


class CommandField(QAbstractButton):
    """Looks like a field; a press opens the command palette."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self._keys = key_text("Ctrl+K")
        self.setAccessibleName("Search or run a command")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(scaled(28))

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone."""
        self.narrow = narrow
        self.setToolTip(f"Search or run a command ({self._keys})" if narrow else "")
        self.update()

    def show_keys(self, keys: str) -> None:
        """The key that opens the palette."""
        self._keys = key_text(keys)
        self.set_narrow(self.narrow)

    def sizeHint(self) -> QSize:
        """As wide as its cell."""
        return QSize(scaled(28) if self.narrow else scaled(240), scaled(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a field with an icon, a placeholder and its key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme()
        focused = self.hasFocus()
        edge = colours.accent if focused else colours.border2
        painter.setPen(QPen(QColor(edge), 2 if focused else 1))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.field))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 5, 5)
        middle = self.height() / 2
        if self.narrow:
            paint_icon(painter, (self.width() - scaled(14)) / 2, middle, "search", "muted", 14)
            return
        paint_icon(painter, 9, middle, "search", "muted", 14)
        key = QRect(0, 0, self.width() - 9, self.height())
        paint_line(painter, key, self._keys, font(11), colours.faint, Align.AlignRight)
        width = QFontMetrics(font(11)).horizontalAdvance(self._keys)
        words = self.rect().adjusted(9 + scaled(14) + 7, 0, -(width + 18), 0)
        metrics = QFontMetrics(font(13))
        fitting = (x for x in PROMPTS if metrics.horizontalAdvance(x) <= words.width())
        paint_line(painter, words, next(fitting, PROMPTS[-1]), font(13), colours.faint)
