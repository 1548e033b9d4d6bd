"""The page on which a reviewer decides about gold: queue, text with lanes, and what is known."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from annotator.changes import Change
from annotator.errors import UserError
from annotator.flow.desk import Desk
from annotator.flow.queueing import queue
from annotator.model import Decision
from annotator.review.adjudication import Review
from annotator.review.units import Unit
from annotator.session import Changed, Session
from annotator.settings import Settings
from ui.annotate.acts import caret_moves
from ui.bindings import Bindings, LabelKeys
from ui.canvas.view import CanvasView
from ui.garbage import collect_young, leave_alone
from ui.page import Command, Page, column, fill_column
from ui.panels.columns import Columns
from ui.review.acts import ACTS, TAKES, refusals
from ui.review.around import Around
from ui.review.card import DecisionCard
from ui.review.hints import editing_hint
from ui.review.link import ReviewLink
from ui.review.loading import Loading
from ui.review.questions import Question, question
from ui.review.queue_keeper import QueueKeeper
from ui.review.reviewing import Reviewing
from ui.workspace import Message, Workspace

REFUSED = (
    "A reviewer or the lead decides about gold here. "
    "Your own labels beside gold: menu View, “My labels against gold”."
)
ZOOM_STEP = 0.1
MANY = 4000  # units from which a search for reference cycles would be felt
SOON_MS, LATEST_MS = 30, 100  # the panels follow the painted text; if it is not painted, later


class ReviewPage(Page):
    """Keeps its panels equal to the desk."""

    id = "review"
    title = "Review"
    reader = staticmethod(queue)
    nothing_open = "No document is under review."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self.reviewing: Reviewing | None = None
        self._bindings: Bindings | None = None
        self._going_on = True
        self._words = ""
        self.keeper = QueueKeeper(self.reader, self)
        self.around = Around(self.keeper, self._key, self)
        self.canvas, self.card = CanvasView(), DecisionCard(self._key)
        self.link = ReviewLink(self.canvas, self.card, self)
        self.loading = Loading(self.canvas)
        self._labels = LabelKeys(self)
        self._soon = QTimer(self, interval=LATEST_MS, singleShot=True)
        self._soon.timeout.connect(self._show_around)
        self.canvas.viewport().installEventFilter(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        around = self.around
        self.middle = column(around.bar, self.canvas, around.strip, stretch=self.canvas)
        self.middle.setFocusProxy(self.canvas)
        focus_list = around.queue.view.setFocus
        self.columns = Columns(around.queue, around.rail, self.middle, around.side, focus_list)
        self.columns.moved.connect(self.state_changed)
        self.columns.folded.connect(around.strip.set_narrow)
        around.rail.list_wanted.connect(self.columns.open_from_rail)
        fill_column(self, self.columns, stretch=self.columns)
        self.card.hide()
        self.canvas.set_empty_text(self.nothing_open)

    def _connect(self) -> None:
        keeper, card, around = self.keeper, self.card, self.around
        keeper.counted.connect(lambda: self._soon.start(LATEST_MS))
        keeper.renewed.connect(self._show_queue)
        keeper.failed.connect(self._show_failure)
        around.queue.scope_chosen.connect(self._choose_scope)
        around.queue.conflict_chosen.connect(self.open_conflict)
        around.side.conflict_chosen.connect(lambda place: self._with(lambda r: r.point(place)))
        around.bar.previous_requested.connect(lambda: self._beside(-1))
        around.bar.next_requested.connect(lambda: self._beside(1))
        card.answered.connect(self._answer)
        card.commented.connect(lambda text: self._with(lambda r: r.write(text)))
        card.field.left.connect(self.canvas.setFocus)

    def connect_to(self, run: Callable[[str], None], bindings: Bindings) -> None:
        """What the panels ask for goes through `run`, by the ids of the table of actions."""
        self._bindings = bindings
        bindings.keys_changed.connect(self._show_state)
        card = self.card
        for signal, id in (
            (card.none_wanted, "take_none"),
            (card.edit_wanted, "edit_version"),
            (card.later_wanted, "decide_later"),
            (card.keep_wanted, "keep_decision"),
            (card.next_wanted, "next_conflict"),
            (self.around.bar.bulk_requested, "decide_in_bulk"),
        ):
            signal.connect(lambda id=id: run(id))

    def _key(self, id: str) -> str:
        return self._bindings.keys_of(id) if self._bindings is not None else ""

    # ------------------------------------------------------------------ the window's page

    @property
    def desk_review(self) -> Review | None:
        """The document on the desk."""
        return self.reviewing.review if self.reviewing is not None else None

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show another project, or none."""
        if self.reviewing is not None:
            self.reviewing.leave()
            self.reviewing.deleteLater()
            self.reviewing = None
        self.link.connect_to(None)
        self.around.take_tally(None)
        self.loading.stop()
        self.workspace = workspace
        session = workspace.session if workspace is not None else None
        if session is None or not self._may_look(session):
            self.keeper.watch(None, None)
        else:
            self.keeper.watch(session.project.path, session.who)
            self.keeper.look_soon()
        self._show_queue()
        self._show_state()
        if workspace is not None and self.isVisible():
            self.enter()

    def _may_look(self, session: Session) -> bool:
        return session.rights.reviews

    def _desk(self, workspace: Workspace) -> Desk:
        return Desk(workspace.session)

    def take_change(self, event: Changed) -> None:
        """Documents that are not on the desk may have other conflicts."""
        here = self.reviewing.desk.document if self.reviewing is not None else ""
        self.keeper.take_change(event, here)

    def enter(self) -> None:
        """Have a document on the desk: the one that is open, if it can be reviewed."""
        workspace = self.workspace
        if workspace is None:
            return
        if not self._may_look(workspace.session):
            self.canvas.set_empty_text(REFUSED)
            self.canvas.setFocus()
            return
        if self.reviewing is None:
            self._sit_down(workspace)
        if self._free:
            opened = workspace.opened.document.id if workspace.opened is not None else ""
            self.open_document(opened)
        if self._free and self.keeper.known:
            self._open_first()
        if self._free or self.desk_review is not None:
            self.keeper.look()  # else when the document is there
        self.canvas.setFocus()
        self._show_state()

    @property
    def _free(self) -> bool:
        """Whether the desk is empty, and no document is on its way to it."""
        reviewing = self.reviewing
        return reviewing is not None and reviewing.review is None and not reviewing.opening.busy

    def _sit_down(self, workspace: Workspace) -> None:
        reviewing = self.reviewing = Reviewing(workspace, self, self._desk(workspace))
        reviewing.opened.connect(self._opened)
        reviewing.decided.connect(self._decided)
        reviewing.pointed.connect(self._pointed)
        reviewing.finished.connect(self._finished)
        reviewing.next_wanted.connect(self._go_on)
        reviewing.failed.connect(self._show_failure)
        reviewing.opening.moved.connect(self._show_opening)
        reviewing.go_on = self._going_on
        self.link.connect_to(reviewing)

    def take_settings(self, values: Settings) -> None:
        """Whether keys stand below the text, and whether a decision leads on."""
        self.around.strip.setVisible(values.show_key_strip)
        self._going_on = values.next_after_decision
        if self.reviewing is not None:
            self.reviewing.go_on = self._going_on

    def share_look(self, canvas: CanvasView) -> None:
        """The text looks as where people label."""
        self.canvas.share_look(canvas)

    def cell_widths(self) -> tuple[int, int]:
        """As wide as the queue and the side panel are."""
        return self.columns.cell_widths()

    def message_host(self) -> QWidget:
        """Messages lie over the text."""
        return self.canvas

    def count(self) -> int | None:
        """Open conflicts, once they are known and there are any."""
        return self.keeper.open if self.keeper.known and self.keeper.total else None

    def status_words(self) -> str:
        """How much of the document is settled, as the panels have it."""
        return self._words

    def _status_words(self) -> str:
        tally = self.around.tally
        return tally.gold_words() if tally is not None else "No document is under review"

    @property
    def busy(self) -> bool:
        """Whether documents are being compared, or will be, or the panels have yet to follow."""
        opening = self.reviewing is not None and self.reviewing.opening.busy
        return opening or self.keeper.busy or self._soon.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The text is painted: the panels may follow."""
        if event.type() == QEvent.Type.Paint and self._soon.isActive():
            self._soon.start(SOON_MS)
        return False

    # ------------------------------------------------------------------ documents

    def open_document(self, id: str) -> None:
        """Put a document on the desk."""
        if id:
            self._with(lambda r: r.open(id))

    def open_conflict(self, document: str, place: str) -> None:
        """Go to a conflict of the queue, in whichever document it is."""
        review = self.desk_review
        if review is not None and review.document.id == document:
            self._with(lambda r: r.point(place))
        else:
            self._with(lambda r: r.open(document, place))

    def _open_first(self) -> None:
        self.open_document(self.keeper.next_open("") or self.keeper.beside("", 1))

    def _beside(self, step: int) -> None:
        review = self.desk_review
        self.open_document(self.keeper.beside(review.document.id if review else "", step))

    def _go_on(self) -> None:
        """The document is settled: on to the next that is not."""
        review = self.desk_review
        following = self.keeper.next_open(review.document.id if review is not None else "")
        if following:
            self.open_document(following)
        else:
            self.say(Message("success", "All conflicts are decided", "Ctrl+Shift+E exports gold."))

    def _finished(self) -> None:
        review = self.desk_review
        if review is None:
            return
        count = len(review.comparison.conflicts)
        words = "1 conflict" if count == 1 else f"{count} conflicts"
        detail = f"{words} decided. Enter opens the next document."
        self.say(Message("success", f"“{review.document.name}” is adjudicated", detail))

    # ------------------------------------------------------------------ what is shown

    def _opened(self) -> None:
        review, laid = self.desk_review, self.reviewing.laid if self.reviewing else None
        self.around.take_tally(laid.tally if laid is not None else None)
        if laid is None:
            self.keeper.take_review(None, (), None)
        else:
            self.keeper.take_review(review, laid.rows, laid.tally.numbers)
            if len(laid.review.comparison.units) > MANY:
                leave_alone()
        if review is not None and review.late:
            names = dict.fromkeys(one.name for x in review.late.values() for one in x)
            count = len(review.late)
            detail = "1 decision to look at." if count == 1 else f"{count} decisions to look at."
            title = f"{' and '.join(names)} changed labels after you decided"
            self.say(Message("warning", title, detail))

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.say(Message("danger", error.what, error.do))

    def _show_opening(self) -> None:
        """How far a long document is on its way; once it is there, the others are compared."""
        opening = self.reviewing.opening if self.reviewing is not None else None
        self.loading.show_share(opening.share if opening is not None else None)
        busy = opening is not None and opening.busy
        self.canvas.set_empty_text("" if busy else self.nothing_open)
        if opening is not None and not opening.busy:
            self.keeper.look_soon()

    def _decided(self, changes: Sequence[Change]) -> None:
        places = {c.item.place for c in changes if isinstance(c.item, Decision)}
        if self.around.tally is not None:
            self.around.tally.update(places)
        self.keeper.take_places(places)

    def _pointed(self) -> None:
        """The card at once; the panels when the text is painted."""
        self._show_card()
        self.link.show_pointed()
        self._hold_labels()
        self._soon.start(LATEST_MS)
        self.state_changed.emit()

    def _show_card(self) -> None:
        reviewing, review = self.reviewing, self.desk_review
        unit = reviewing.unit() if reviewing is not None else None
        if reviewing is None or review is None or unit is None:
            return
        position = (reviewing.position(unit.place) + 1, len(reviewing.queue))
        hint = editing_hint(unit.what, self._key) if reviewing.editing else ""
        self.card.show_question(self._question(review, unit, position), hint)

    def _question(self, review: Review, unit: Unit, position: tuple[int, int]) -> Question:
        return question(review, unit, position, self._key)

    def _hold_labels(self) -> None:
        reviewing = self.reviewing
        if reviewing is None or not reviewing.editing:
            self._labels.release()
            return
        unit = reviewing.unit()
        labels = reviewing.workspace.session.scheme.of(unit.what if unit is not None else "span")
        self._labels.hold(labels, lambda id: self._with(lambda r: r.label(id)))

    def _show_state(self) -> None:
        self._show_card()
        self._soon.start(LATEST_MS)
        self.state_changed.emit()

    def _show_around(self) -> None:
        self.count_changed.emit()
        if self.isVisible():
            self.around.show(self.reviewing)
            self._words = self._status_words()
            self.words_changed.emit()
        collect_young()

    def _show_queue(self) -> None:
        self.around.list_queue(self.desk_review)
        self._soon.start(LATEST_MS)
        if self.isVisible() and self._free:
            self._open_first()

    def _choose_scope(self, scope: str) -> None:
        self.around.scope = scope
        self.around.queue.show_scope(scope)
        self._show_queue()

    # ------------------------------------------------------------------ actions

    def commands(self) -> Mapping[str, Command]:
        """The reviewer's actions, and those of the panels."""
        acts = {id: (lambda act=act: self._with(act)) for id, act in ACTS.items()}
        takes = {
            id: (lambda n=n: self._with(lambda r: r.take(n))) for n, id in enumerate(TAKES, start=1)
        }
        return {
            **acts,
            **takes,
            **caret_moves(self.canvas),
            "comment_decision": self._focus_comment,
            "go_on": self._change_going_on,
            "next_document": lambda: self._beside(1),
            "previous_document": lambda: self._beside(-1),
            "zoom_in": lambda: self.canvas.set_zoom(self.canvas.zoom + ZOOM_STEP),
            "zoom_out": lambda: self.canvas.set_zoom(self.canvas.zoom - ZOOM_STEP),
            "zoom_reset": lambda: self.canvas.set_zoom(1.0),
            "toggle_documents": self.columns.toggle_list,
            "toggle_inspector": self.columns.toggle_inspector,
        }

    def scopes(self) -> Mapping[str, QWidget]:
        """The reviewer's keys hold on the whole page, those of the text in it."""
        return {"review": self, "canvas": self.canvas}

    def reasons(self) -> Mapping[str, str]:
        """Why some actions cannot run now."""
        return refusals(self.reviewing)

    def _with(self, act: Callable[[Reviewing], object]) -> None:
        reviewing = self.reviewing
        if reviewing is not None:
            reviewing.workspace.attempt(lambda: act(reviewing))

    def _answer(self, number: int) -> None:
        """A click on an answer of the card."""
        reviewing, review = self.reviewing, self.desk_review
        unit = reviewing.unit() if reviewing is not None else None
        if review is None or unit is None:
            return
        if number == -1:
            self._with(lambda r: r.take_none())
        elif number >= 0:
            lane = review.names.index(unit.versions[number].names[0])
            self._with(lambda r: r.take(lane + 1))
        self.canvas.setFocus()

    def _focus_comment(self) -> None:
        if self.card.isVisible():
            self.card.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _change_going_on(self) -> None:
        reviewing = self.reviewing
        if reviewing is None:
            return
        self._going_on = reviewing.go_on = not reviewing.go_on
        self.setting_changed.emit("next_after_decision", reviewing.go_on)
        if reviewing.go_on:
            self.say(Message("success", "The next conflict follows each decision"))
        else:
            self.say(Message("success", "The card stays after a decision", "Enter goes on."))
