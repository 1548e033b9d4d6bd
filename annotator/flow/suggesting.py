"""Suggestions for many documents at once, without a window."""

from collections.abc import Callable

from annotator.intake import model_spans
from annotator.store.project import Project
from annotator.suggest.pipelines import find, load
from annotator.suggest.results import Suggested
from annotator.suggest.run import suggest_many

CHUNK = 200
Progress = Callable[[int, int], object]


def suggest_project(
    project: Project,
    pipeline: str = "",
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    failed: Callable[[str], object] = lambda _what: None,
) -> dict[str, int]:
    """Run a pipeline over all documents, replace its layers, and remember it as the
    project's. Returns counts of documents and spans. Raises PipelineError."""
    name = pipeline or project.get_setting("pipeline", "news-rules")
    info = find(name, project.language)
    nlp = load(info)
    model = project.annotator(info.full_name, "model")
    ids = project.document_ids()
    texts = ((id, project.document(id).text) for id in ids)
    batch: list[tuple[str, Suggested]] = []
    done = spans = 0

    def store() -> int:
        for id, found in batch:
            project.set_tokens(id, found.tokens)
        rows = [(id, model_spans(project.scheme, model.name, x), ()) for id, x in batch]
        project.set_all_suggestions(model, rows)
        batch.clear()
        return sum(len(found) for _, found, _ in rows)

    def tell(document: str, why: str) -> None:
        failed(f"{project.document(document).name}: {why}")

    for answer in suggest_many(nlp, texts, jobs=jobs, on_failure=tell):
        batch.append(answer)
        done += 1
        progress(done, len(ids))
        if len(batch) >= CHUNK:
            spans += store()
    spans += store()
    project.set_setting("pipeline", name)
    return {"documents": done, "spans": spans}
