"""The bar over the text under review: which document, what is left, and the way to bulk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels.documents import figure
from ui.panels.look import Ground, Text, plain_tip, scaled
from ui.panels.parts import button, icon_button


class ReviewBar(Ground):
    """40 px high; the title elides first."""

    previous_requested = Signal()
    next_requested = Signal()
    bulk_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", "b", parent)
        self.previous = icon_button("chevron-left", "Previous document")
        self.next = icon_button("chevron-right", "Next document")
        self.position = Text("", 13, "muted").keep_whole()
        self.title = Text("", 13, bold=True)
        self.left = Text("", 12, "muted").keep_whole()
        self.bulk = button("Decide in bulk…")
        self.setFixedHeight(scaled(40))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 12, 1)
        layout.setSpacing(0)
        for part, gap in (
            (self.previous, 0), (self.next, 10), (self.position, 10), (self.title, 10),
            (self.left, 10), (self.bulk, 0),
        ):  # fmt: skip
            layout.addWidget(part, 1 if part is self.title else 0)
            layout.addSpacing(gap)
        self.previous.clicked.connect(self.previous_requested)
        self.next.clicked.connect(self.next_requested)
        self.bulk.clicked.connect(self.bulk_requested)
        self.clear()

    def clear(self) -> None:
        """No document is on the desk."""
        self.show_document("", 0, 0)
        self.show_left(0, 0)

    def show_document(self, title: str, position: int, total: int) -> None:
        """The title, and where the document stands among those that can be reviewed."""
        self.title.setText(title)
        self.title.setToolTip(plain_tip(title))
        self.position.setText(f"{position} / {total}" if position else "")
        self.position.updateGeometry()
        self.bulk.setEnabled(bool(title))
        self.previous.setEnabled(position > 1)
        self.next.setEnabled(0 < position < total)

    def show_left(self, total: int, left: int) -> None:
        """How many conflicts the document has, and how many are left."""
        noun = "conflict" if total == 1 else "conflicts"
        words = (
            f"{figure(total)} {noun}, {figure(left)} left" if left else f"{figure(total)} {noun}"
        )
        if total and not left:
            words += ", all decided"
        self.left.setText(words if self.title.text() else "")
        self.left.updateGeometry()

    def set_bulk_shown(self, shown: bool) -> None:
        """Whether the way to bulk decisions is offered."""
        self.bulk.setVisible(shown)
