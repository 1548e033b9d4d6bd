"""The one place that joins store, formats and suggestions."""

from annotator.flow.exporting import ExportReport, export_project, losses_of
from annotator.flow.importing import ImportReport, import_files
from annotator.flow.sample import make_sample, open_sample
from annotator.flow.suggesting import suggest_project

__all__ = [
    "ExportReport",
    "ImportReport",
    "export_project",
    "import_files",
    "losses_of",
    "make_sample",
    "open_sample",
    "suggest_project",
]
