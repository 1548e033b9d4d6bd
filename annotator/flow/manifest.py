"""What lies beside an export: where it came from, what is in it, and the checksums."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator import __version__
from annotator.store.bulk import layers_in_order
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.flow.exporting import ExportReport


def manifest(
    project: Project,
    asked: Mapping[str, str],
    split: str | None,
    seed: int,
    report: "ExportReport",
) -> bytes:
    """JSON without a date: the same export gives the same bytes."""
    counts = asdict(report)
    del counts["manifest"], counts["cancelled"]
    folder = Path(report.manifest).parent
    files = {
        Path(path).relative_to(folder).as_posix(): sha256
        for path, sha256 in counts.pop("files").items()
    }
    models = [x.name for x in project.annotators() if x.kind == "model"]
    facts = {
        "application": f"annotator {__version__}",
        "project": project.name,
        "language": project.language,
        "scheme": project.scheme.name,
        **asked,
        "split": split or "",
        "seed": seed,
        "pipelines": models,
        **counts,
        **_agreement(project),
        "files": files,
    }
    return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"


def _agreement(project: Project) -> dict[str, object]:
    """How far the people agree, where several have finished the same documents."""
    people = {x.id for x in project.annotators() if x.kind == "person"}
    finished = Counter(
        layer.document
        for layer in layers_in_order(project)
        if layer.status == "done" and layer.annotator in people
    )
    if max(finished.values(), default=0) < 2:
        return {}
    from annotator.flow.agreement import agreement_of
    from annotator.review.agreement.facts import summary

    found = agreement_of(project)
    return {"agreement": summary(found)} if found is not None else {}
