"""The bar over the canvas: which document, how long, and what is next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels.look import Ground, Text, plain_tip, scaled
from ui.panels.parts import button, icon_button
from ui.panels.pictures import Picture

REASON = 220  # px at most of the words that say why a document is next


class DocumentBar(Ground):
    """40 px high; the title elides first."""

    previous_requested = Signal()
    next_requested = Signal()
    skip_requested = Signal()
    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", "b", parent)
        self._read_only = self._narrow = False
        self.previous = icon_button("chevron-left", "Previous document")
        self.next = icon_button("chevron-right", "Next document")
        self.position = Text("", 13, "muted").keep_whole()
        self.title = Text("", 13, bold=True)
        self.reason = Text("", 12, "muted")
        self.reason.setMaximumWidth(scaled(REASON))
        self.badge = Text("read-only", 12, "warning").keep_whole()
        self.clock = Picture("clock", 14, "muted")
        self.time = Text("", 13, "muted").keep_whole()
        self.skip = button("Skip")
        self.done = button("Done", "Ctrl+Return", primary=True)
        self._lay_out()
        self.previous.clicked.connect(self.previous_requested)
        self.next.clicked.connect(self.next_requested)
        self.skip.clicked.connect(self.skip_requested)
        self.done.clicked.connect(self.done_requested)
        self.set_read_only(False)
        self.clear()

    def _lay_out(self) -> None:
        self.setFixedHeight(scaled(40))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 12, 1)
        layout.setSpacing(0)
        gaps: tuple[tuple[QWidget, int], ...] = (
            (self.previous, 0), (self.next, 10), (self.position, 10), (self.title, 10),
            (self.reason, 10), (self.badge, 10), (self.clock, 4), (self.time, 10),
            (self.skip, 8), (self.done, 0),
        )  # fmt: skip
        for part, gap in gaps:
            layout.addWidget(part, 1 if part is self.title else 0)
            layout.addSpacing(gap)

    def clear(self) -> None:
        """No document is open."""
        self.show_document("", 0, 0)
        self.show_time(None)

    def show_document(self, title: str, position: int, total: int, reason: str = "") -> None:
        """The title, where the document stands in the list (from 1; 0 means nowhere), and why."""
        self.reason.setText(reason)
        self.reason.setToolTip(plain_tip(reason))
        self.title.setText(title)
        self.title.setToolTip(plain_tip(title))
        self.position.setText(f"{position} / {total}" if position else "")
        self.position.updateGeometry()
        for part in (self.skip, self.done):
            part.setEnabled(bool(title))
        self.previous.setEnabled(position > 1)
        self.next.setEnabled(0 < position < total)

    def show_time(self, seconds: float | None) -> None:
        """The active time spent, as m:ss; None hides the clock."""
        shown = seconds is not None
        self.clock.setVisible(shown)
        self.time.setVisible(shown)
        self.time.setText(clock_text(seconds or 0.0))
        self.time.updateGeometry()

    def set_read_only(self, read_only: bool, reason: str = "") -> None:
        """Show the badge, and take Skip and Done away."""
        self._read_only = read_only
        self.badge.setVisible(read_only)
        self.badge.setToolTip(plain_tip(reason))
        self.done.setVisible(not read_only)
        self._show_skip()

    def set_done_text(self, text: str, keys: str) -> None:
        """What the primary button says, and its key."""
        self.done.setText(text)
        self.done.set_key(keys)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window Skip is in the menu only."""
        self._narrow = narrow
        self._show_skip()

    def _show_skip(self) -> None:
        self.skip.setVisible(not self._narrow and not self._read_only)


def clock_text(seconds: float) -> str:
    """Seconds as m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
