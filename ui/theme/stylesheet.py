"""The theme as a style sheet for the widgets that Qt draws."""

from dataclasses import asdict

from ui.theme.tokens import Theme

_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border2}; padding: 3px 6px; }}
QMenu {{ background: {raised}; color: {text}; border: 1px solid {border2}; padding: 4px 0; }}
QMenu::item {{ padding: 5px 28px 5px 26px; }}
QMenu::item:selected {{ background: {sel}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 0; }}
QLineEdit, QPlainTextEdit, QSpinBox {{
    background: {field}; color: {text}; border: 1px solid {border2}; border-radius: 5px;
    padding: 3px 7px; selection-background-color: {selection}; selection-color: {text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus {{
    border: 2px solid {accent}; padding: 2px 6px; }}
QLineEdit:disabled {{ color: {faint}; background: {panel}; }}
QPushButton {{ background: {raised}; color: {text}; border: 1px solid {border2};
    border-radius: 5px; padding: 4px 12px; }}
QPushButton:hover {{ background: {button_hover}; }}
QPushButton:pressed {{ background: {button_pressed}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {faint}; border-color: {border}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[kind="danger"] {{ color: {danger}; border-color: {danger}; }}
QComboBox {{ background: {field}; color: {text}; border: 1px solid {border2};
    border-radius: 5px; padding: 3px 8px; min-height: 20px; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 2px 7px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {border2};
    selection-background-color: {sel}; selection-color: {text}; }}
QListView, QTableView, QTreeView {{ background: {panel}; border: none; outline: none; }}
QScrollArea {{ background: {panel}; border: none; }}
QSplitter::handle {{ background: {border}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {border2}; border-radius: 3px; margin: 2px; min-height: 28px;
    min-width: 28px; }}
QScrollBar::handle:hover {{ background: {strong}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 3px; background: {border2}; border-radius: 1px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: 1px; }}
QSlider::handle:horizontal {{ background: {raised}; border: 2px solid {accent}; width: 8px;
    height: 8px; margin: -5px 0; border-radius: 6px; }}
QProgressBar {{ background: {border}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QDialog {{ background: {panel}; }}
QHeaderView::section {{ background: {panel}; color: {muted}; border: none; padding: 4px 8px; }}
"""


def stylesheet(theme: Theme) -> str:
    """The style sheet; every colour comes from the table."""
    colours = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    return _SHEET.format(**colours)
