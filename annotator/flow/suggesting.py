"""Suggestions for many documents at once, without a window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from annotator.flow.trained import current, resolved
from annotator.intake import model_items
from annotator.model import Annotator
from annotator.store import files
from annotator.store.project import Project
from annotator.suggest.pipelines import find, load
from annotator.suggest.results import Suggested
from annotator.suggest.run import suggest_many

CHUNK = 500  # documents a transaction
Progress = Callable[[int, int], object]


@dataclass(slots=True)
class SuggestReport:
    """What a pipeline said; `failures` name the documents that it could not read, and why."""

    model: str = ""
    documents: int = 0
    spans: int = 0
    failures: list[str] = field(default_factory=list)


def suggest_project(
    project: Project,
    pipeline: str = "",
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> SuggestReport:
    """Run a pipeline over all documents, replace its layers, store tokens where there are none,
    and remember it as the project's. Raises PipelineError."""
    name = resolved(project, pipeline or current(project))
    info = find(name, project.language)
    nlp = load(info)
    model = project.annotator(info.full_name, "model")
    report = SuggestReport(model.name)
    ids = project.document_ids()
    texts = ((id, project.document(id).text) for id in ids)
    batch: list[tuple[str, Suggested]] = []

    def failed(document: str, why: str) -> None:
        report.failures.append(f"{project.document(document).name}: {why}")

    for answer in suggest_many(nlp, texts, jobs, cancelled=cancelled, on_failure=failed):
        batch.append(answer)
        report.documents += 1
        if len(batch) >= CHUNK:
            report.spans += _store(project, model, batch)
            batch.clear()
        if report.documents % 10 == 0 or report.documents == len(ids):
            progress(report.documents, len(ids))
    report.spans += _store(project, model, batch)
    project.set_setting("pipeline", name or info.name)
    return report


def _store(project: Project, model: Annotator, batch: Sequence[tuple[str, Suggested]]) -> int:
    """All of the batch, or nothing; returns the number of spans."""
    rows = [(id, *model_items(project.scheme, model.name, found)) for id, found in batch]
    with files.transaction(project.connection, project.path):
        for id, found in batch:
            project.set_tokens(id, found.tokens)
        project.set_all_suggestions(model, rows)
    return sum(len(spans) for _, spans, _relations in rows)
