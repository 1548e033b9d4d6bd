"""The tables of a project file, as numbered migrations: new ones are added at the end, and
those that a released version has run are never changed.
"""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x414E4E4F  # "ANNO"

_PROJECT = (
    "CREATE TABLE project (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE label (
        position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, short TEXT NOT NULL,
        name TEXT NOT NULL, colour TEXT NOT NULL, "key" TEXT NOT NULL, description TEXT NOT NULL,
        symmetric INTEGER NOT NULL, transitive INTEGER NOT NULL,
        CHECK (kind IN ('span', 'relation', 'document')), UNIQUE (kind, id)) STRICT""",
    """CREATE TABLE rule (
        position INTEGER PRIMARY KEY, label TEXT NOT NULL, head TEXT NOT NULL, tail TEXT NOT NULL
        ) STRICT""",
    """CREATE TABLE annotator (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        CHECK (kind IN ('person', 'model', 'gold')), UNIQUE (kind, name)) STRICT""",
    # seq is the order of import; length counts code points, which SQLite could not without
    # reading the text.
    """CREATE TABLE document (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        section TEXT NOT NULL, length INTEGER NOT NULL, source TEXT NOT NULL,
        sha256 TEXT NOT NULL, meta TEXT NOT NULL, tokens BLOB, text TEXT NOT NULL) STRICT""",
    "CREATE INDEX document_by_sha256 ON document (sha256)",
    # The list of documents is read from this index alone: the texts would be a hundred times more.
    "CREATE INDEX document_list ON document (seq, id, name, length, section)",
    """CREATE TRIGGER document_text_never_changes BEFORE UPDATE OF text, sha256 ON document BEGIN
        SELECT RAISE(ABORT, 'the text of a document never changes'); END""",
    """CREATE TABLE layer (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL REFERENCES document (id),
        annotator TEXT NOT NULL REFERENCES annotator (id), status TEXT NOT NULL,
        seconds REAL NOT NULL DEFAULT 0, UNIQUE (document, annotator),
        CHECK (status IN ('new', 'in progress', 'done', 'skipped'))) STRICT""",
    "CREATE INDEX layer_by_annotator ON layer (annotator, document, status, seconds)",
    """CREATE TABLE span (
        id TEXT PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (id),
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT NOT NULL, origin TEXT NOT NULL,
        score REAL, note TEXT NOT NULL, kb_id TEXT NOT NULL, attributes TEXT NOT NULL,
        fragments TEXT NOT NULL) STRICT""",
    'CREATE INDEX span_by_place ON span (layer, start, "end", label)',
    # An edit may delete a span before its relations, and undo brings them back in any order:
    # what counts is how things stand when the transaction ends.
    """CREATE TABLE relation (
        id TEXT PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (id),
        label TEXT NOT NULL,
        head TEXT NOT NULL REFERENCES span (id) DEFERRABLE INITIALLY DEFERRED,
        tail TEXT NOT NULL REFERENCES span (id) DEFERRABLE INITIALLY DEFERRED,
        origin TEXT NOT NULL, score REAL, note TEXT NOT NULL, attributes TEXT NOT NULL) STRICT""",
    "CREATE INDEX relation_by_layer ON relation (layer)",
    "CREATE INDEX relation_by_head ON relation (head)",
    "CREATE INDEX relation_by_tail ON relation (tail)",
    """CREATE TABLE rejection (
        id TEXT PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (id),
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT NOT NULL,
        ranges TEXT NOT NULL, tail TEXT NOT NULL, origin TEXT NOT NULL) STRICT""",
    'CREATE INDEX rejection_by_place ON rejection (layer, start, "end", label)',
    """CREATE TABLE document_label (
        id TEXT PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (id),
        label TEXT NOT NULL, origin TEXT NOT NULL) STRICT""",
    "CREATE INDEX document_label_by_layer ON document_label (layer)",
    """CREATE TABLE comment (
        id TEXT PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (id),
        text TEXT NOT NULL, created TEXT NOT NULL, span TEXT NOT NULL) STRICT""",
    "CREATE INDEX comment_by_layer ON comment (layer)",
    # state: 0 done, 1 undone, 2 dropped (undone, and then something else was done).
    """CREATE TABLE edit (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, annotator TEXT NOT NULL,
        created TEXT NOT NULL, title TEXT NOT NULL, changes TEXT NOT NULL,
        state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
        state_changed TEXT NOT NULL) STRICT""",
    "CREATE INDEX edit_by_state ON edit (annotator, state, seq)",
)

_SEARCH = (
    """CREATE VIRTUAL TABLE document_search USING fts5 (
        name, text, content='document', content_rowid='seq',
        tokenize="unicode61 remove_diacritics 2")""",
    # Indexing row by row takes four times as long as indexing many at once, so an import turns
    # this off with a row that its own transaction removes again.
    """CREATE TRIGGER document_search_insert AFTER INSERT ON document
        WHEN NOT EXISTS (SELECT 1 FROM project WHERE name = 'importing') BEGIN
        INSERT INTO document_search (rowid, name, text) VALUES (new.seq, new.name, new.text);
        END""",
    """CREATE TRIGGER document_search_delete AFTER DELETE ON document BEGIN
        INSERT INTO document_search (document_search, rowid, name, text)
        VALUES ('delete', old.seq, old.name, old.text); END""",
    """CREATE TRIGGER document_search_update AFTER UPDATE OF name ON document BEGIN
        INSERT INTO document_search (document_search, rowid, name, text)
        VALUES ('delete', old.seq, old.name, old.text);
        INSERT INTO document_search (rowid, name, text) VALUES (new.seq, new.name, new.text);
        END""",
    "INSERT INTO document_search (document_search, rank) VALUES ('hashsize', 8000000)",
    "INSERT INTO document_search (document_search) VALUES ('rebuild')",
)

_WHOLE_PROJECT = (
    "CREATE TABLE trash (document TEXT PRIMARY KEY NOT NULL REFERENCES document (id)) STRICT",
    # Which items an edit gave another label, so that undo finds them.
    """CREATE TABLE relabelled (
        edit TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (edit, item)) STRICT, WITHOUT ROWID""",
    "ALTER TABLE label ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]'",
)

# A decision may be written before the gold item that it names, so it names it as text only.
_DECISION = (
    """CREATE TABLE decision (
        id TEXT PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (id),
        place TEXT NOT NULL, choice TEXT NOT NULL, source TEXT NOT NULL, how TEXT NOT NULL,
        who TEXT NOT NULL, "when" TEXT NOT NULL, comment TEXT NOT NULL, gold TEXT NOT NULL,
        seen TEXT NOT NULL, CHECK (choice IN ('version', 'none', 'own', 'later'))) STRICT""",
    "CREATE INDEX decision_by_layer ON decision (layer)",
)

# Assignments and roles are never deleted, only changed: files that were changed apart merge in
# any order, the later word holds. `settled` names edits that can no longer be undone because a
# merge brought a later state; `dispute` holds the other states of a layer that was changed in
# two files (annotator.versions).
_PEOPLE = (
    """CREATE TABLE role (
        annotator TEXT PRIMARY KEY NOT NULL REFERENCES annotator (id), role TEXT NOT NULL,
        changed TEXT NOT NULL, CHECK (role IN ('annotator', 'reviewer', 'lead'))) STRICT""",
    """CREATE TABLE assignment (
        annotator TEXT NOT NULL REFERENCES annotator (id),
        document TEXT NOT NULL REFERENCES document (id), calibration INTEGER NOT NULL,
        held INTEGER NOT NULL, changed TEXT NOT NULL, PRIMARY KEY (annotator, document)
        ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX assignment_by_document ON assignment (document)",
    "CREATE TABLE settled (edit TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE dispute (
        layer TEXT PRIMARY KEY NOT NULL REFERENCES layer (id), states TEXT NOT NULL) STRICT""",
)

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("m001_project", _PROJECT),
    ("m002_search", _SEARCH),
    ("m003_whole_project", _WHOLE_PROJECT),
    ("m004_decision", _DECISION),
    ("m005_people", _PEOPLE),
)
VERSION = len(STEPS)


def migrations() -> "Migrations":
    """The steps in order, as sqlite-utils takes them."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("annotator")
    for name, statements in STEPS:
        steps(name=name)(_step(statements))
    return steps


def migrate(connection: sqlite3.Connection, stop_before: str | None = None) -> None:
    """Take a new or an older file to this version; with `stop_before`, only up to that step."""
    from sqlite_utils import Database

    steps = migrations()
    db = Database(connection, execute_plugins=False)
    steps.apply(db, stop_before=stop_before)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps.applied(db))}")


def _step(statements: tuple[str, ...]) -> Callable[["Database"], None]:
    def run(db: "Database") -> None:
        for statement in statements:
            db.conn.execute(statement)

    return run
