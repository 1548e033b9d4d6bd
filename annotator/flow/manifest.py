"""What lies beside an export: where it came from, what is in it, and the checksums."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator import __version__
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
        "files": files,
    }
    return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"
