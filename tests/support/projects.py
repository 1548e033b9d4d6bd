"""Small project files for the tests."""

from pathlib import Path

from annotator.model import Annotator, Relation, Span, make_annotator, make_document
from annotator.session import Session
from annotator.store.project import Project
from tests.support.documents import MODEL, SCHEME, TEXT, suggested

DOCUMENT = "d1"
NEWS = make_annotator(MODEL, "model")
SUGGESTED = (
    suggested("s1", "Ada Lovelace", "PERSON"),
    suggested("s2", "Kim", "PERSON", 0.6),
    suggested("s3", "Oslo", "GPE"),
    suggested("s4", "Monday", "DATE", None),
    suggested("s5", "President Ada", "PERSON", 0.3),
)
LINKS = (
    Relation("r1", "visits", "s1", "s3", MODEL, 0.8),
    Relation("r2", "meets", "s1", "s2", MODEL, 0.4),
)


def make_project(path: Path) -> Path:
    """A closed file with the one document and a model's suggestions for it."""
    with Project.create(path, SCHEME) as project:
        project.add_documents([make_document("one", TEXT, id=DOCUMENT)])
        project.set_suggestions(DOCUMENT, NEWS, SUGGESTED, LINKS)
    return path


def ana(project: Project) -> Annotator:
    """The person who works on it."""
    return project.annotator("ana")


def start(path: Path, read_only: bool = False, threshold: float = 0.0) -> Session:
    """A session on the file with the document open."""
    session = Session(Project.open(path, read_only), "ana", threshold)
    session.open(DOCUMENT)
    return session


def state(session: Session) -> tuple[object, ...]:
    """All that is known of the open document, without the order in which it came."""
    opened = session.current
    return (
        {item.id: item for item in opened.own.items()},
        opened.own.status,
        opened.own.in_order(),
        opened.own.index.touching(0, len(opened.document.text)),
        dict(opened.suggestions.spans),
        dict(opened.suggestions.relations),
    )


def span(id: str, start: int = 0, end: int = 9, label: str = "PERSON") -> Span:
    """An own span."""
    return Span(id, start, end, label)
