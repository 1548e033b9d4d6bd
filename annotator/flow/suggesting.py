"""Suggestions for many documents at once, without a window."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.errors import PipelineError
from annotator.flow.trained import current, resolved
from annotator.intake import (
    choose_names,
    left_out,
    model_items,
    names_for,
    want_scores,
    wants_scores,
)
from annotator.model import Annotator
from annotator.store import files
from annotator.store.bulk import each_layer
from annotator.store.project import Project
from annotator.suggest.loading import ready
from annotator.suggest.pipelines import find
from annotator.suggest.results import Suggested
from annotator.suggest.run import suggest_many

CHUNK = 500  # documents a transaction
Progress = Callable[[int, int], object]


@dataclass(slots=True)
class SuggestReport:
    """What a pipeline said; `failures` name the documents that it could not read, and why.
    `left_out` counts spans by labels that the scheme has under no name, `unusable` those that
    lie outside the text, are blank or without a label."""

    model: str = ""
    documents: int = 0
    spans: int = 0
    failures: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    unusable: int = 0


class Storing:
    """Takes answers of a model and stores them, a chunk a transaction; the rest at the end."""

    def __init__(self, project: Project, model: str, report: SuggestReport) -> None:
        self._project = project
        self._model: Annotator = project.annotator(model, "model")
        self._names = names_for(project, model)
        self._left: Counter[str] = Counter()
        self._batch: list[tuple[str, Suggested]] = []
        self.report = report

    def take(self, document: str, found: Suggested) -> None:
        """Store soon what was found in a document (by id)."""
        self._batch.append((document, found))
        self.report.documents += 1
        if found.dropped:
            self.report.unusable += found.dropped
            name = self._project.document(document).name
            self.report.failures.append(
                f"{name}: {found.dropped:,} unusable spans of {self._model.name} left out, "
                "outside the text, blank or without a label"
            )
        self._left.update(left_out(self._names, found))
        if len(self._batch) >= CHUNK:
            self.flush()

    def fail(self, document: str, why: str) -> None:
        """Note that there is nothing for a document."""
        name = self._project.document(document).name
        self.report.failures.append(f"{name}: {self._model.name} failed ({why})")

    def flush(self) -> None:
        """Store what waits: all of it, or nothing."""
        self.report.spans += _store(self._project, self._model, self._names, self._batch)
        self.report.left_out = dict(self._left.most_common())
        self._batch.clear()


def suggest_project(
    project: Project,
    pipeline: str = "",
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    names: Mapping[str, str] | None = None,
    scores: bool | None = None,
    resume: bool = False,
    cluster: str = "",
) -> SuggestReport:
    """Run a pipeline over all documents, replace its layers, store tokens where there are none,
    and remember it as the project's. `names` are chosen for labels of the pipeline, over those
    that follow from themselves, and remembered; so is whether entities get `scores`, which takes
    more time. With `resume`, documents that this model has read are left as they are; `cluster`
    is the address of a Dask scheduler that has the work done. Raises PipelineError, InputError,
    MissingExtra."""
    name = resolved(project, pipeline or current(project))
    info = find(name, project.language)
    if names:
        choose_names(project, info.full_name, names)
    if scores is not None:
        want_scores(project, scores)
    storing = Storing(project, info.full_name, SuggestReport(info.full_name))
    ids = missing(project, info.full_name) if resume else project.document_ids()
    texts, scored = _texts(project, ids), wants_scores(project)
    if cluster:
        from annotator.suggest.cluster import suggest_on_cluster

        tasks = suggest_on_cluster(info, cluster, texts, scored, cancelled, storing.fail)
        for done in tasks:
            run(storing, done, len(ids), progress)
    else:
        nlp = ready(info, scored)
        answers = suggest_many(nlp, texts, jobs, cancelled=cancelled, on_failure=storing.fail)
        try:
            run(storing, answers, len(ids), progress)
        except PipelineError as error:
            if error.where not in ids:
                raise
            where = project.document(error.where).name
            raise PipelineError(error.what, where, error.do) from error
    project.set_setting("pipeline", name or info.name)
    return storing.report


def missing(project: Project, model: str) -> list[str]:
    """The documents that a model (`name@version`) has not read, in order."""
    ids = {one.id for one in project.annotators() if one.name == model}
    read = {layer.document for layer in each_layer(project) if layer.annotator in ids}
    return [id for id in project.document_ids() if id not in read]


def run(
    storing: Storing, answers: Iterable[tuple[str, Suggested]], total: int, progress: Progress
) -> None:
    """Store the answers as they come, and all of them at the end, even if that is an error."""
    report = storing.report
    try:
        for document, found in answers:
            storing.take(document, found)
            if report.documents % 10 == 0 or report.documents == total:
                progress(report.documents, total)
    finally:
        storing.flush()


def _texts(project: Project, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((id, project.document(id).text) for id in ids)


def _store(
    project: Project,
    model: Annotator,
    names: Mapping[str, str],
    batch: Sequence[tuple[str, Suggested]],
) -> int:
    """All of the batch, or nothing; returns the number of spans."""
    rows = [(id, *model_items(project.scheme, names, model.name, found)) for id, found in batch]
    with files.transaction(project.connection, project.path):
        for id, found in batch:
            if len(found.tokens):
                project.set_tokens(id, found.tokens)
        project.set_all_suggestions(model, rows)
    return sum(len(spans) for _, spans, _relations in rows)
