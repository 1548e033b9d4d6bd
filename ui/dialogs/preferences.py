"""All settings of the person, one row each, made from their declarations."""

import re
from collections.abc import Callable
from dataclasses import Field, fields, replace
from typing import Any, get_args, get_type_hints

from msgspec import Meta
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.settings import Settings
from ui.dialogs.frame import Dialog
from ui.panels.look import Text

BUILT_IN = "Built-in"
STEP = 0.1
Control = tuple[QWidget, Callable[[], object]]


class PreferencesDialog(Dialog):
    """`values` are the settings as they are chosen; they hold when the dialog is accepted."""

    def __init__(self, values: Settings, parent: QWidget | None = None) -> None:
        super().__init__("Preferences", "Apply", 560, parent)
        self._before = values
        self.controls: dict[str, QWidget] = {}
        self._read: dict[str, Callable[[], object]] = {}
        hints = get_type_hints(Settings, include_extras=True)
        form = QFormLayout()
        form.setVerticalSpacing(4)
        form.setHorizontalSpacing(16)
        for declared in fields(Settings):
            if declared.metadata["title"]:
                self._add(form, declared, hints[declared.name])
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.consequence.setText("Keys are changed in their sheet, F1.")

    @property
    def values(self) -> Settings:
        """The settings that the controls show; what is not shown stays as it was."""
        chosen: dict[str, Any] = {name: read() for name, read in self._read.items()}
        return replace(self._before, **chosen)

    def _add(self, form: QFormLayout, declared: "Field[Any]", hint: object) -> None:
        value = getattr(self._before, declared.name)
        control, read = _control(value, hint, declared.metadata["kind"])
        title = str(declared.metadata["title"])
        control.setAccessibleName(title)
        self.controls[declared.name] = control
        self._read[declared.name] = read
        form.addRow(title, control)
        words = str(declared.metadata["doc"]).replace("`", "")
        form.addRow("", Text(words, 12, "muted", wrap=True))


def _control(value: object, hint: object, kind: str) -> Control:
    meta = next((x for x in get_args(hint)[1:] if isinstance(x, Meta)), Meta())
    if kind == "font":
        return _font(str(value))
    if isinstance(value, bool):
        box = QCheckBox("Yes")
        box.setChecked(value)
        return box, box.isChecked
    if isinstance(value, int):
        whole = QSpinBox()
        whole.setRange(int(meta.ge or 0), int(meta.le or 1_000_000))
        whole.setSingleStep(20)
        whole.setValue(value)
        return whole, whole.value
    if isinstance(value, float):
        number = QDoubleSpinBox()
        number.setRange(float(meta.ge if meta.ge is not None else STEP), float(meta.le or 10))
        number.setSingleStep(STEP)
        number.setValue(value)
        return number, lambda: round(number.value(), 2)
    return _choice(str(value), meta.pattern) if meta.pattern else _text(str(value))


def _text(value: str) -> Control:
    line = QLineEdit(value)
    return line, lambda: line.text().strip() or value


def _choice(value: str, pattern: str) -> Control:
    """A pattern of alternatives, `^(a|b)$`, as a list to choose from."""
    combo = QComboBox()
    for name in re.findall(r"\w+", pattern):
        combo.addItem(name.capitalize(), name)
    combo.setCurrentIndex(combo.findData(value))
    return combo, combo.currentData


def _font(value: str) -> Control:
    combo = QComboBox()
    combo.addItem(BUILT_IN, "")
    for family in QFontDatabase.families():
        if not QFontDatabase.isPrivateFamily(family):
            combo.addItem(family, family)
    combo.setCurrentIndex(max(0, combo.findData(value)))
    return combo, combo.currentData
