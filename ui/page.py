"""What the window asks of its pages: Annotate, Review, Insights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.session import Changed
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.settings import Settings
    from ui.bindings import Bindings
    from ui.canvas.view import CanvasView

Command = Callable[[], object]


class Page(QWidget):
    """A mode of the window. It shows a workspace and runs the actions that are its own.

    An action of the table holds on a page if the page, the window or the application has a
    command of its id; keys of an action whose `scope` is the page's id work while the focus is
    inside the page.
    """

    id = ""
    title = ""
    framed = True  # between the bars of the window
    said = Signal(object)
    state_changed = Signal()
    document_wanted = Signal(str)
    count_changed = Signal()
    words_changed = Signal()
    setting_changed = Signal(str, object)  # the name of a setting, and its new value
    action_wanted = Signal(str)  # the id of an action of the table
    place_wanted = Signal(str, int, int)  # a document, start and end in code points

    def commands(self) -> Mapping[str, Command]:
        """Actions of the table by id. UserErrors that they raise become messages."""
        return {}

    def reasons(self) -> Mapping[str, str]:
        """Why some of these actions cannot run now."""
        return {}

    def scopes(self) -> Mapping[str, QWidget]:
        """Widgets inside which the keys of a scope hold."""
        return {self.id: self}

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show another project, or none."""

    def take_change(self, event: Changed) -> None:
        """The session changed; also called while another page is shown."""

    def enter(self) -> None:
        """The page was chosen: bring it up to date and take the focus."""

    def leave(self) -> None:
        """Another page was chosen."""

    def cell_widths(self) -> tuple[int, int]:
        """The widths of the outer panels, in px, for the bars to line up with."""
        return 248, 288

    def connect_to(self, run: Callable[[str], None], bindings: "Bindings") -> None:
        """What the page's panels ask for goes through `run`, by the ids of the table."""

    def share_look(self, canvas: "CanvasView") -> None:
        """Show text as another canvas does: its size, font and width."""

    def take_settings(self, values: "Settings") -> None:
        """Follow the person's settings, as far as they concern this page."""

    @property
    def busy(self) -> bool:
        """Whether something is being computed that the page will show."""
        return False

    def count(self) -> int | None:
        """The number beside the title in the switch of modes; None for none. `count_changed`
        says that it may be another."""
        return None

    def status_words(self) -> str:
        """What the status bar says in place of what it says about suggestions; empty leaves it.
        `words_changed` says that it may be something else."""
        return ""

    def message_host(self) -> QWidget:
        """The widget over whose lower right corner messages appear."""
        return self

    def say(self, message: Message) -> None:
        """Tell the person something."""
        self.said.emit(message)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A mode of the window by its id and title. The page itself is made when it is first chosen,
    so that the window stands before the modes that nobody looks at; `make` imports it."""

    id: str
    title: str
    make: Callable[[], Page]


def column(*parts: QWidget, stretch: QWidget | None = None) -> QWidget:
    """Parts below each other without gaps; `stretch` takes what height is left."""
    body = QWidget()
    fill_column(body, *parts, stretch=stretch)
    return body


def fill_column(body: QWidget, *parts: QWidget, stretch: QWidget | None = None) -> None:
    """The same inside an existing widget."""
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, 1 if part is stretch else 0)


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
