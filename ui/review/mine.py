"""My labels against gold: what a person labelled otherwise, and what the reviewer said to it.

The reviewer's page with nothing to decide: one lane is the person's, the other gold's.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from annotator.flow.desk import Desk, LearningDesk
from annotator.flow.learning import learning_queue
from annotator.model import Decision
from annotator.review.adjudication import Review
from annotator.review.listing import label_words
from annotator.review.units import Unit
from annotator.session import Session
from ui.annotate.acts import caret_moves
from ui.page import Command
from ui.review.page import ReviewPage
from ui.review.questions import Question, question
from ui.workspace import Workspace

NOTHING = "Nothing to compare yet: finish a document, and have it adjudicated."
KEPT = (
    "next_conflict",
    "previous_conflict",
    "next_document",
    "previous_document",
    "zoom_in",
    "zoom_out",
    "zoom_reset",
    "toggle_documents",
    "toggle_inspector",
)


class MinePage(ReviewPage):
    """Looks, and changes nothing."""

    id = "mine"
    title = "My labels"
    reader = staticmethod(learning_queue)
    nothing_open = "No document of yours is adjudicated yet."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        around = self.around
        around.read_only = True
        around.model.set_plain()
        around.nothing = NOTHING
        around.bar.set_bulk_shown(False)
        self.card.set_read_only(True)

    def _may_look(self, session: Session) -> bool:
        return True

    def _desk(self, workspace: Workspace) -> Desk:
        return LearningDesk(workspace.session)

    def count(self) -> int | None:
        """How many differences there are."""
        return self.keeper.total if self.keeper.known and self.keeper.total else None

    def _status_words(self) -> str:
        review = self.desk_review
        if review is None:
            return "No document of yours is adjudicated"
        count = len(review.comparison.conflicts)
        words = "1 difference" if count == 1 else f"{count:,} differences"
        return f"{words} to gold in this document" if count else "As in gold, all of it"

    def commands(self) -> Mapping[str, Command]:
        """Only what moves."""
        there = super().commands()
        return {**caret_moves(self.canvas), **{id: there[id] for id in KEPT}}

    def _question(self, review: Review, unit: Unit, position: tuple[int, int]) -> Question:
        asked = question(review, unit, position, lambda _id: "")
        desk = self.reviewing.desk if self.reviewing is not None else None
        said = desk.said.get(unit.place) if isinstance(desk, LearningDesk) else None
        answers = tuple(
            answer.as_told(self._names(answer.people, review)) for answer in asked.answers
        )
        return Question(
            asked.place,
            asked.icon,
            _title(review, unit),
            f"{position[0]} of {position[1]}",
            answers,
            comment=_comment(said),
            decided=True,
        )

    def _names(
        self, people: tuple[tuple[str, int], ...], review: Review
    ) -> tuple[tuple[str, int], ...]:
        mine = review.names[0]
        return tuple(("You" if name == mine else "Gold", lane) for name, lane in people)


def _title(review: Review, unit: Unit) -> str:
    """What is different, as a sentence."""
    mine, theirs = (unit.of(name) for name in review.names)
    if mine is None:
        label = label_words(review, unit.versions[0].item)
        return f"Gold has this as {label}; you left it out"
    if theirs is None:
        return f"You have this as {label_words(review, mine.item)}; gold has nothing here"
    return {
        "boundary": "Gold has other edges",
        "label": "Gold has another label",
        "direction": "Gold has it the other way round",
        "ends": "Gold joins other words",
        "attributes": "Gold has other details",
    }.get(unit.kind, "Gold has it differently")


def _comment(said: Decision | None) -> str:
    """What the reviewer wrote, and who that is."""
    return f"{said.who}: {said.comment}" if said is not None and said.comment else ""
