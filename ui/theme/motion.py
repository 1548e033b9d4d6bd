"""Whether things may move."""

from PySide6.QtWidgets import QApplication, QStyle


def reduced_motion() -> bool:
    """Whether the system, or the property `annotator_reduced_motion` of the application, asks
    for no animation."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return True
    if app.property("annotator_reduced_motion"):
        return True
    return app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
