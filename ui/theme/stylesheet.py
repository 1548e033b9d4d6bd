"""The theme as a style sheet for the widgets that Qt draws."""

from dataclasses import asdict
from string import Template

from annotator.paths import resources
from ui.theme.tokens import Theme

_TEXT_AND_MENUS = """
QToolTip { background: $raised; color: $text; border: 1px solid $border2; padding: 3px 6px; }
QMenu { background: $raised; color: $text; border: 1px solid $border2; padding: 4px 0; }
QMenu::item { padding: 5px 28px 5px 26px; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $strong; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: ${hairline}px; background: $border; margin: 4px 0; }
QMenuBar { background: $bar; color: $text; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $sel; }
QStatusBar { background: $bar; color: $text; }
QStatusBar::item { border: none; }
QDialog { background: $panel; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {
    background: $field; color: $text; border: 1px solid $border2; border-radius: 5px;
    padding: 3px 7px; selection-background-color: $selection; selection-color: $text;
    placeholder-text-color: $faint; }
QLineEdit[small="true"] { padding: 1px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 2px 6px; }
QLineEdit[small="true"]:focus { padding: 0 6px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $strong; background: $panel; border-color: $border; }
QPlainTextEdit[bare="true"], QTextEdit[bare="true"] { background: $canvas; color: $text;
    border: 2px solid transparent; border-radius: 0; padding: 0;
    selection-background-color: $selection; selection-color: $text; }
QPlainTextEdit[bare="true"]:focus, QTextEdit[bare="true"]:focus {
    border: 2px solid $accent; padding: 0; }
QComboBox { min-height: 20px; }
QComboBox[small="true"] { min-height: 0; padding: 1px 7px; }
QComboBox[small="true"]:focus { padding: 0 6px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$marks/down-$tone.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border2;
    selection-background-color: $sel; selection-color: $text; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit,
QComboBox QLineEdit:focus { border: none; background: transparent; padding: 0 0 0 5px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 18px; }
QAbstractSpinBox::up-arrow { image: url("$marks/up-$tone.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$marks/down-$tone.svg"); width: 10px; height: 10px; }
"""

_BUTTONS = """
QPushButton { background: $raised; color: $text; border: 1px solid $border2;
    border-radius: 5px; padding: 4px 12px; }
QPushButton[small="true"] { padding: 2px 8px; }
QPushButton:hover { background: $button_hover; }
QPushButton:pressed { background: $button_pressed; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton:disabled { color: $strong; border-color: $border; }
QCheckBox, QRadioButton { color: $text; spacing: 7px; border: 2px solid transparent;
    border-radius: 5px; padding: 1px 3px 1px 1px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $strong; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QTreeView::indicator,
QListView::indicator { width: 13px; height: 13px; border: 1px solid $strong;
    border-radius: 3px; background: $field; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked,
QListView::indicator:checked { background: $accent; border-color: $accent;
    image: url("$marks/check-$tone.svg"); }
QCheckBox::indicator:indeterminate, QTableView::indicator:indeterminate,
QTreeView::indicator:indeterminate, QListView::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$marks/some-$tone.svg"); }
QRadioButton::indicator:checked { border-color: $accent;
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 $on_accent, stop: 0.34 $on_accent, stop: 0.44 $accent, stop: 1 $accent); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border2;
    background: $panel; }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled {
    background: $strong; }
QSlider::groove:horizontal { height: 3px; background: $border2; border-radius: 1px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 1px; }
QSlider::handle:horizontal { background: $raised; border: 2px solid $accent; width: 8px;
    height: 8px; margin: -5px 0; border-radius: 6px; }
QSlider::handle:horizontal:hover { background: $button_hover; }
QSlider::handle:horizontal:focus { width: 18px; height: 18px; margin: -8px 0; border: none;
    border-radius: 9px; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5,
        fy: 0.5, stop: 0 $raised, stop: 0.4 $raised, stop: 0.45 $accent, stop: 0.62 $accent,
        stop: 0.66 $raised, stop: 0.76 $raised, stop: 0.8 $accent, stop: 1 $accent); }
QSlider::sub-page:horizontal:disabled { background: $border2; }
QSlider::handle:horizontal:disabled { border-color: $border2; }
"""

_VIEWS = """
QListView, QTableView, QTreeView { background: $panel; color: $text; border: none;
    outline: none; gridline-color: $border; selection-background-color: $sel;
    selection-color: $text; alternate-background-color: $panel; }
QListView::item:hover, QTableView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: $sel; color: $text; }
QListView::item:selected:!active, QTableView::item:selected:!active,
QTreeView::item:selected:!active { background: $selinactive; }
QTableView::item:focus { border: 2px solid $accent; }
QHeaderView { background: $panel; }
QHeaderView::section { background: $panel; color: $muted; border: none;
    border-bottom: ${hairline}px solid $border; padding: 4px 8px; text-align: left; }
QHeaderView::section:checked { font-weight: normal; }
QTableCornerButton::section { background: $panel; border: none; }
QScrollArea { background: $panel; border: none; }
QListView[framed="true"], QScrollArea[framed="true"] { background: $field;
    border: ${hairline}px solid $border; border-radius: 5px; }
QListView[framed="true"] { padding: 3px; }
QListView[framed="true"]::item { padding: 5px 8px; border-radius: 4px; }
QSplitter::handle { background: $border; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QProgressBar { background: $border; border: none; border-radius: 2px; min-height: 4px;
    max-height: 4px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""


def stylesheet(theme: Theme) -> str:
    """The style sheet; every colour comes from the table."""
    values = {name: str(value) for name, value in asdict(theme).items()}
    values["marks"] = (resources() / "icons" / "marks").as_posix()
    values["tone"] = "dark" if theme.dark else "light"
    return Template(_TEXT_AND_MENUS + _FIELDS + _BUTTONS + _VIEWS).substitute(values)
