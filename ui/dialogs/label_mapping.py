"""Labels of files and what they become here: a label of the scheme, a new one, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ui.panels.documents import figure
from ui.panels.look import Align, Ground, Text, scaled
from ui.theme.tokens import LabelColours

Colours = Callable[[str], LabelColours]
_KINDS = {"span": "", "relation": "relation", "document": "document label"}
_SWATCH = 14
_GUESSED = 6  # letters of a name that may have one that differs


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A label of the scheme: its kind, what is stored, what stands on its chip and in lists."""

    kind: str
    id: str
    short: str
    name: str


class LabelMapping(Ground):
    """A row for each label that files hold, or a pipeline has. `changed` says that another target
    was chosen. Unless it `makes_new` labels, those without a counterpart are left out."""

    changed = Signal()

    def __init__(
        self,
        labels: Sequence[LabelChoice],
        colours: Colours,
        parent: QWidget | None = None,
        *,
        makes_new: bool = True,
    ) -> None:
        super().__init__("raised", "tblr", parent)
        self._makes_new = makes_new
        self._labels = labels
        self._colours = colours
        self._boxes: dict[str, QComboBox] = {}
        self._kinds: dict[str, str] = {}
        self._chosen: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 12, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(2, 3)
        self.hide()

    @property
    def names(self) -> dict[str, str]:
        """New names by the old ones; empty where a label is left out. Others stay as they are."""
        targets = {label: self.target(label) for label in self._boxes}
        return {label: target for label, target in targets.items() if target != label}

    @property
    def new(self) -> list[str]:
        """Labels that will be added to the scheme."""
        known = {(label.kind, label.id) for label in self._labels}
        kept = (x for x in self._boxes if self.target(x) == x)
        return [x for x in kept if (self._kinds[x], x) not in known]

    def box(self, label: str) -> QComboBox:
        """The control of a label."""
        return self._boxes[label]

    def target(self, label: str) -> str:
        """What a label becomes; nothing if it is left out."""
        box = self._boxes.get(label)
        return label if box is None else str(box.currentData())

    @property
    def targets(self) -> dict[str, str]:
        """What each label becomes; nothing where it is left out."""
        return {label: self.target(label) for label in self._boxes}

    def choose(self, names: Mapping[str, str]) -> None:
        """Have these targets chosen for labels that are shown later."""
        self._chosen.update(names)

    def show_labels(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show these labels by kind with how often they come, the commonest first. What was
        chosen for a label before stays chosen."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes.clear()
        self._kinds.clear()
        for kind, found in counts.items():
            for label, count in sorted(found.items(), key=lambda x: (-x[1], x[0])):
                if label not in self._boxes:
                    self._add(kind, label, count)
        self.setVisible(bool(self._boxes))

    def _add(self, kind: str, label: str, count: int) -> None:
        box = self._made(kind, label)
        row = len(self._boxes)
        name = Text(label, 13)
        name.setToolTip(f"{label} ({_KINDS[kind]})" if _KINDS[kind] else label)
        arrow = Text("→", 13, "muted").keep_whole()
        number = Text(figure(count) if count or self._makes_new else "", 12, "muted").keep_whole()
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(arrow, row, 1)
        self._grid.addWidget(box, row, 2)
        self._grid.addWidget(number, row, 3, Align.AlignRight | Align.AlignVCenter)
        self._boxes[label], self._kinds[label] = box, kind

    def _made(self, kind: str, label: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"{label} becomes")
        box.setIconSize(QSize(_SWATCH, _SWATCH))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        known = [x for x in self._labels if x.kind == kind]
        for one in known:
            box.addItem(self._icon(kind, one.id, known=True), one.name, one.id)
            box.setItemData(box.count() - 1, one.id, Qt.ItemDataRole.ToolTipRole)
        if self._makes_new and all(one.id != label for one in known):
            box.addItem(self._icon(kind, label, known=False), f"New: {label}", label)
        box.addItem("Leave out", "")
        wanted = self._chosen.get(label, proposed(label, known))
        place = box.findData(wanted)
        box.setCurrentIndex(place if place >= 0 else box.findData(""))
        box.currentIndexChanged.connect(lambda _place: self._take(label, box))
        return box

    def _take(self, label: str, box: QComboBox) -> None:
        self._chosen[label] = str(box.currentData())
        self.changed.emit()

    def _icon(self, kind: str, label: str, *, known: bool) -> QIcon:
        """The colour of a span label, a frame for one that will be new."""
        if kind != "span":
            return QIcon()
        colours = self._colours(label)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.strong), 1))
        if known:
            painter.setBrush(QColor(colours.strong))
        painter.drawRoundedRect(QRectF(1, 1, _SWATCH - 2, _SWATCH - 2), 3, 3)
        painter.end()
        return QIcon(picture)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(scaled(240), super().sizeHint().height())


def proposed(label: str, known: Sequence[LabelChoice]) -> str:
    """The label of the scheme that is called the same, but for case and a letter or so; else the
    label itself, as a new one."""
    if any(one.id == label for one in known):
        return label
    sought = label.casefold()
    for one in known:
        if sought in (one.id.casefold(), one.short.casefold(), one.name.casefold()):
            return one.id
    return next((one.id for one in known if _nearly(sought, one)), label)


def _nearly(sought: str, one: LabelChoice) -> bool:
    """Organization is Organisation; short names are not guessed."""
    from rapidfuzz.distance import DamerauLevenshtein

    names = (x.casefold() for x in (one.id, one.name) if len(x) >= _GUESSED)
    return len(sought) >= _GUESSED and any(
        DamerauLevenshtein.distance(sought, x, score_cutoff=1) <= 1 for x in names
    )
