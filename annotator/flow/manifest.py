"""What lies beside an export: where it came from, what is in it, and the checksums."""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from annotator import __version__
from annotator.flow.tally import ExportReport
from annotator.store.bulk import each_layer
from annotator.store.project import Project

_UNSAID = ("manifest", "cancelled")


def facts_of(
    project: Project, asked: Mapping[str, object], report: ExportReport, folder: Path
) -> dict[str, Any]:
    """All that is to be said of an export; files by their paths from `folder`. There is no date
    in it: the same export gives the same."""
    counts = {name: value for name, value in asdict(report).items() if name not in _UNSAID}
    files = {
        Path(path).relative_to(folder).as_posix(): sha256
        for path, sha256 in counts.pop("files").items()
    }
    models = [x.name for x in project.annotators() if x.kind == "model"]
    return {
        "application": f"annotator {__version__}",
        "project": project.name,
        "language": project.language,
        "scheme": project.scheme.name,
        **asked,
        "pipelines": sorted(models),
        **counts,
        **_agreement(project),
        "guidelines": project.scheme.guidelines,
        "files": files,
    }


def encoded(facts: Mapping[str, object]) -> bytes:
    """As JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"


def _agreement(project: Project) -> dict[str, object]:
    """How far the people agree, where several have finished the same documents."""
    people = {x.id for x in project.annotators() if x.kind == "person"}
    finished = (
        layer.document
        for layer in each_layer(project)
        if layer.status == "done" and layer.annotator in people
    )
    # The layers of a document follow each other.
    if all(one != following for one, following in pairwise(finished)):
        return {}
    from annotator.flow.agreement import agreement_of
    from annotator.review.agreement.facts import summary

    found = agreement_of(project)
    return {"agreement": summary(found)} if found is not None else {}
