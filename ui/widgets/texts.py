"""Plain text in a tone of the theme: on one elided line, or wrapped; and icons in a tone."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import pixmap

WIDEST = 100_000


class ElidedLabel(QWidget):
    """One line that ends in “…” where there is no room; the tooltip then has it whole. `tone`
    names a colour of the theme."""

    def __init__(
        self,
        text: str = "",
        tone: str = "text",
        font: QFont | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._text = ""
        self.setFont(font or ui_font(13))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        current().changed.connect(self.update)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Take another colour of the theme."""
        self._tone = tone
        self.update()

    def elided(self) -> str:
        """What there is room for."""
        return QFontMetrics(self.font()).elidedText(
            self._text, Qt.TextElideMode.ElideRight, self.width()
        )

    def sizeHint(self) -> QSize:
        """The whole text."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(24, QFontMetrics(self.font()).height())

    def event(self, event: QEvent) -> bool:
        """Offer the whole text where only some of it fits."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.tip())
        return super().event(event)

    def tip(self) -> str:
        """The whole text, as a tooltip takes it; empty where all of it fits."""
        return "" if self.elided() == self._text else _as_tip(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        painter.setPen(QColor(str(getattr(current().theme, self._tone))))
        painter.setFont(self.font())
        near = Qt.AlignmentFlag.AlignLeft
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near = Qt.AlignmentFlag.AlignRight
        flags = near | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(self.rect(), flags, self.elided())
        painter.end()


def _as_tip(text: str) -> str:
    """Qt guesses rich text from a name such as "<b>"; the tooltip shows it as it is."""
    return "<span>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</span>"


class WrappedLabel(QWidget):
    """Lines that wrap, as high as they need; never read as HTML."""

    def __init__(
        self,
        text: str = "",
        tone: str = "text",
        font: QFont | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._text = tone, text
        self.setFont(font or ui_font(13))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)
        current().changed.connect(self.update)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped lines, in px."""
        return self._bounds(width).height()

    def sizeHint(self) -> QSize:
        """On one line."""
        return self._bounds(WIDEST).size() + QSize(1, 0)

    def minimumSizeHint(self) -> QSize:
        """One line of a few words."""
        return QSize(80, QFontMetrics(self.font()).height())

    def _bounds(self, width: int) -> QRect:
        flags = Qt.TextFlag.TextWordWrap
        box = QRect(0, 0, width, WIDEST)
        return QFontMetrics(self.font()).boundingRect(box, flags, self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(QColor(str(getattr(current().theme, self._tone))))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap, self._text)
        painter.end()


class TintedIconLabel(QWidget):
    """An icon of `size` px in a colour of the theme; grows with the font."""

    def __init__(
        self, icon: str, tone: str = "muted", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        side = max(size, round(size * QFontMetrics(ui_font(13)).height() / 18))
        self.setFixedSize(side, side)
        current().changed.connect(self.update)

    def set_icon(self, icon: str, tone: str) -> None:
        """Show another icon, or another tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        colour = str(getattr(current().theme, self._tone))
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        picture = pixmap(self._icon, colour, self.width(), self.devicePixelRatioF())
        painter.drawPixmap(0, 0, self.width(), self.height(), picture)
        painter.end()
