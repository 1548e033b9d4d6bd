"""The attributes that items of a label can have: names, and the values that are offered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from annotator.scheme import Attribute
from ui.dialogs.frame import Dialog
from ui.panels.look import Text
from ui.panels.parts import button

HEADINGS = ("Name", "Values, separated by commas", "Description")


class AttributesDialog(Dialog):
    """One row an attribute; without values any text can be written."""

    def __init__(
        self, title: str, attributes: Sequence[Attribute], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Attributes of {title}", "Apply", 640, parent)
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.verticalHeader().setVisible(False)
        self.table.setAccessibleName("Attributes")
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.add = button("Add", small=True)
        self.remove = button("Remove", small=True)
        words = "An attribute says more of one item, such as the gender of a person. Without "
        self.body.addWidget(Text(f"{words}values, any text can be written.", wrap=True))
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addLayout(row)
        for attribute in attributes:
            self._append(attribute.name, ", ".join(attribute.values), attribute.description)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.itemChanged.connect(lambda _item: self._check())
        self._check()

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """What the rows say; rows without a name say nothing."""
        rows = (
            [self._text(row, column) for column in range(len(HEADINGS))]
            for row in range(self.table.rowCount())
        )
        return tuple(
            Attribute(name, _values(values), description)
            for name, values, description in rows
            if name
        )

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return " ".join(item.text().split()) if item is not None else ""

    def _append(self, *texts: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in enumerate(texts):
            self.table.setItem(row, column, QTableWidgetItem(text))

    def _add(self) -> None:
        self._append("", "", "")
        last = self.table.rowCount() - 1
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentCell(last, 0)
        item = self.table.item(last, 0)
        if item is not None:
            self.table.editItem(item)

    def _remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._check()

    def _check(self) -> None:
        names = [one.name for one in self.attributes]
        twice = next((name for name in names if names.count(name) > 1), "")
        self.consequence.setText(f"{twice} is there twice." if twice else "")
        self.verb.setEnabled(not twice)


def _values(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
