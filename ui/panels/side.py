"""The column at the right of the text."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.panels.look import scaled


class Side(QStackedWidget):
    """What stands at the right of the text: the inspector, or the guidelines."""

    def __init__(self, inspector: QWidget) -> None:
        super().__init__()
        self.addWidget(inspector)
        self.setMinimumWidth(scaled(240))

    @property
    def reads(self) -> bool:
        """Whether the guidelines are shown."""
        return self.currentIndex() == 1

    def turn(self, to: QWidget | None) -> None:
        """Show the guidelines, or without any the inspector."""
        if to is not None and self.indexOf(to) < 0:
            self.addWidget(to)
        self.setCurrentIndex(0 if to is None else 1)
