"""Import and export from the window: asked for in a dialog, done in a thread."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.scheme import Scheme
from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.projects import Projects
from ui.tasks import Progress
from ui.theme.current import current
from ui.theme.label_colours import label_colours
from ui.theme.tokens import LabelColours
from ui.workspace import Message

# All that reads or writes other formats is imported when it is first wanted: the window opens
# without it.
if TYPE_CHECKING:
    from annotator.flow.exporting import ExportReport
    from annotator.flow.importing import ImportReport
    from annotator.flow.looking import ExportCheck, ImportLook
    from ui.dialogs.imports import ImportChoice
    from ui.dialogs.label_mapping import LabelChoice


class Transfer:
    """Every job has a connection of its own."""

    def __init__(self, window: MainWindow, jobs: Jobs, projects: Projects) -> None:
        self._window = window
        self._jobs = jobs
        window.files_dropped.connect(self.take_dropped)
        self._projects = projects

    def commands(self) -> dict[str, Command]:
        """Actions of the table that bring data in or out."""
        return {
            "import_documents": lambda: self.ask_import(),
            "export_documents": self.ask_export,
        }

    def ask_import(self, paths: Sequence[Path] = ()) -> None:
        """Ask what, and import it; `paths` are chosen already."""
        from annotator.flow import choices
        from annotator.flow.looking import look_into
        from ui.dialogs.imports import FormatChoice, ImportDialog

        workspace = self._window.workspace
        if workspace is None:
            return
        formats = [FormatChoice(*row) for row in choices.readable()]
        project = workspace.session.project

        def look(
            paths: tuple[Path, ...],
            format: str,
            options: Mapping[str, str],
            cancelled: Callable[[], bool],
        ) -> "ImportLook":
            with Project.open(project.path, read_only=True) as opened:
                return look_into(opened, paths, format or None, cancelled, options)

        people = [x.name for x in project.annotators() if x.kind == "person"]
        names = list(dict.fromkeys([workspace.session.who.name, *people]))
        colours = label_colours_of(workspace.session.scheme)
        labels = _labels_of(workspace.session.scheme)
        dialog = ImportDialog(formats, names, look, colours, paths, self._window, labels)
        if dialog.exec():
            self._import(dialog.choice)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the window: a project is opened, anything else is imported."""
        projects = [path for path in paths if path.suffix == ".annodb"]
        if projects:
            self._projects.open(projects[0])
        elif self._window.workspace is None:
            self._projects.make(paths)
        else:
            self.ask_import(paths)

    def import_paths(
        self, paths: list[Path], format: str = "", who: str = "", keep: bool = False
    ) -> None:
        """Import files in the background."""
        from ui.dialogs.imports import ImportChoice

        self._import(ImportChoice(tuple(paths), format, who, keep))

    def _import(self, choice: "ImportChoice") -> None:
        from annotator.flow.importing import import_files

        workspace = self._window.workspace
        if workspace is None:
            return
        path = workspace.session.project.path

        def job(progress: Progress, cancelled: Callable[[], bool]) -> "ImportReport":
            with Project.open(path) as project:
                return import_files(
                    project,
                    choice.paths,
                    choice.format or None,
                    choice.annotator or None,
                    choice.keep_duplicates,
                    progress,
                    cancelled,
                    choice.options,
                    choice.names,
                )

        self._jobs.run("Importing", job, self._imported)

    def _imported(self, report: "ImportReport") -> None:
        window, workspace = self._window, self._window.workspace
        told = len(report.problems) + len(report.notices)
        detail = str((*report.problems, *report.notices)[0]) if told else ""
        if told > 1:
            detail += f", and {told - 1:,} more"
        kind = "warning" if report.problems else "success"
        noun = "document" if report.documents == 1 else "documents"
        title = f"{report.documents:,} {noun} imported"
        more = ("Report", partial(self.show_report, report)) if told or report.left_out else ("",)
        window.say(Message(kind, title, detail, *more))
        if workspace is None:
            return
        workspace.session.reload_scheme()
        window.annotate.list.reload()
        if workspace.opened is None:
            window.open_document(next(iter(window.annotate.list.ids()), ""))
        self._projects.suggest_missing()

    def show_report(self, report: "ImportReport") -> None:
        """What an import left out and repaired, by file and line."""
        from ui.dialogs.import_report import ImportReportDialog

        ImportReportDialog(report, self._window).exec()

    def ask_export(self) -> None:
        """Ask how, and export."""
        from annotator.flow import choices
        from annotator.flow.looking import check_export
        from annotator.flow.selecting import Selection
        from ui.dialogs.export import ExportChoice, ExportDialog
        from ui.dialogs.imports import FormatChoice

        workspace = self._window.workspace
        if workspace is None:
            return
        formats = [
            FormatChoice(name, title, ending=choices.ending(name))
            for name, title in choices.writable()
        ]
        project, me = workspace.session.project, workspace.session.who.name
        people = [x.name for x in project.annotators() if x.kind == "person" and x.name != me]
        layers = [
            ("best", "Gold, else the only person’s"),
            ("gold", "Gold only"),
            ("each", "Everybody, each on their own"),
            (me, f"{me} (you)"),
            *((name, name) for name in people),
        ]

        def check(choice: ExportChoice, cancelled: Callable[[], bool]) -> "ExportCheck":
            wanted = Selection(choice.layer, choice.status, names=choice.names, unit=choice.unit)
            with Project.open(project.path, read_only=True) as opened:
                return check_export(
                    opened,
                    choice.format,
                    choice.layer,
                    choice.status,
                    wanted,
                    choice.split,
                    choice.seed,
                    choice.balance,
                    cancelled,
                )

        start = project.path.with_suffix("")
        labels = _labels_of(workspace.session.scheme)
        dialog = ExportDialog(formats, layers, check, start, self._window, labels)
        if dialog.exec() and dialog.choice.target is not None:
            self.export_to(workspace.session.project.path, dialog.choice.target, dialog.choice)

    def export_to(self, path: Path, target: Path, choice: object) -> None:
        """Export a project in the background."""
        from annotator.flow.exporting import export_project
        from ui.dialogs.export import ExportChoice

        assert isinstance(choice, ExportChoice)

        def job(progress: Progress, cancelled: Callable[[], bool]) -> "ExportReport":
            with Project.open(path, read_only=True) as project:
                return export_project(
                    project,
                    target,
                    format=choice.format,
                    layer=choice.layer,
                    status=choice.status,
                    split=choice.split or None,
                    seed=choice.seed,
                    strict=choice.strict,
                    names=choice.names,
                    unit=choice.unit,
                    balance=choice.balance,
                    dataset=choice.dataset,
                    licence=choice.licence,
                    progress=progress,
                    cancelled=cancelled,
                )

        self._jobs.run("Exporting", job, self._exported)

    def _exported(self, report: "ExportReport") -> None:
        lost = ", ".join(f"{count} {what}" for what, count in report.losses.items())
        noun = "document" if report.documents == 1 else "documents"
        detail = f"Not written: {lost}" if lost else ""
        if report.parts:
            parts = ", ".join(f"{count:,} {part}" for part, count in report.parts.items())
            detail = f"{parts}. {detail}".strip()
        kind = "warning" if lost else "success"
        self._window.say(Message(kind, f"{report.documents:,} {noun} exported", detail))


def _labels_of(scheme: Scheme) -> "list[LabelChoice]":
    from ui.dialogs.label_mapping import LabelChoice

    return [LabelChoice(x.kind, x.id, x.chip, x.title) for x in scheme.labels]


def label_colours_of(scheme: Scheme) -> Callable[[str], LabelColours]:
    """The colours of span labels by id, as the canvas shows them."""
    places = {label.id: (place, label.colour) for place, label in enumerate(scheme.of("span"))}

    def colours(id: str) -> LabelColours:
        place, colour = places.get(id, (len(places), ""))
        return label_colours(current().theme, id, colour, place)

    return colours
