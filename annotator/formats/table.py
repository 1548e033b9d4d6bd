"""The formats, in the order in which they are offered. A new one is a file and a line here.

Other packages add theirs with an entry point of the group `annotator.formats` that names a
`FormatRow`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from annotator.errors import InputError
from annotator.formats import (
    bioc,
    brat,
    columns,
    conll,
    conllu,
    csv_tables,
    doccano,
    docred,
    docx,
    eml,
    feed,
    html,
    huggingface,
    jsonl,
    label_studio,
    parquet_tables,
    pdf,
    prodigy,
    pubtator,
    spacy,
    spacy_json,
    spert,
    tacred,
    text,
    w3c,
    webanno_tsv,
    xmi,
)
from annotator.formats.base import EVERYTHING, Capabilities, FormatRow, Look, Option
from annotator.formats.opening import beginning_of

__all__ = ["EVERYTHING", "FORMATS", "FormatRow", "formats", "reader_for", "writer_for"]

GROUP = "annotator.formats"

FORMATS: tuple[FormatRow, ...] = (
    FormatRow(
        "jsonl",
        "JSON Lines (Annotator)",
        (".jsonl", ".ndjson"),
        jsonl.recognise,
        jsonl.read,
        jsonl.write,
    ),
    FormatRow(
        "spacy",
        "spaCy DocBin",
        (".spacy",),
        spacy.recognise,
        spacy.read,
        spacy.write,
        Capabilities(discontinuous=False),
        needs_tokens=True,
    ),
    FormatRow(
        "prodigy",
        "Prodigy JSON Lines",
        (".jsonl",),
        prodigy.recognise,
        prodigy.read,
        prodigy.write,
        prodigy.CARRIES,
        needs_tokens=True,
    ),
    FormatRow(
        "doccano",
        "doccano JSON Lines",
        (".jsonl", ".json"),
        doccano.recognise,
        doccano.read,
        doccano.write,
        doccano.CARRIES,
        options=doccano.OPTIONS,
    ),
    FormatRow(
        "label-studio",
        "Label Studio tasks",
        (".json", ".xml"),
        label_studio.recognise,
        label_studio.read,
        label_studio.write,
        label_studio.CARRIES,
        beside=label_studio.beside,
        belongs=label_studio.belongs,
    ),
    FormatRow(
        "brat",
        "brat standoff (a folder)",
        (".ann",),
        brat.recognise,
        brat.read,
        carries=brat.CARRIES,
        write_folder=brat.write,
        belongs=brat.belongs,
    ),
    FormatRow(
        "spacy-json",
        "spaCy training data as JSON",
        (".json", ".jsonl"),
        spacy_json.recognise,
        spacy_json.read,
        spacy_json.write,
        spacy_json.CARRIES,
        options=spacy_json.OPTIONS,
    ),
    FormatRow(
        "conll",
        "CoNLL-2003 and other columns",
        conll.SUFFIXES,
        conll.recognise,
        conll.read,
        conll.write,
        conll.CARRIES,
        needs_tokens=True,
        options=conll.OPTIONS,
    ),
    FormatRow("conllu", "CoNLL-U", (".conllu",), conllu.recognise, conllu.read),
    FormatRow(
        "spert",
        "SpERT JSON",
        (".json",),
        spert.recognise,
        spert.read,
        spert.write,
        spert.CARRIES,
        needs_tokens=True,
    ),
    FormatRow(
        "docred",
        "DocRED JSON",
        (".json",),
        docred.recognise,
        docred.read,
        docred.write,
        docred.CARRIES,
        needs_tokens=True,
    ),
    FormatRow(
        "tacred",
        "TACRED JSON",
        (".json",),
        tacred.recognise,
        None,
        tacred.write,
        tacred.CARRIES,
        needs_tokens=True,
    ),
    FormatRow(
        "huggingface",
        "Hugging Face token classification",
        (".jsonl", ".json"),
        huggingface.recognise,
        huggingface.read,
        huggingface.write,
        huggingface.CARRIES,
        needs_tokens=True,
    ),
    FormatRow(
        "csv",
        "CSV of spans and relations (a folder)",
        (".csv", ".tsv"),
        csv_tables.recognise,
        csv_tables.read,
        carries=csv_tables.CARRIES,
        write_folder=csv_tables.write,
        belongs=csv_tables.belongs,
        options=csv_tables.OPTIONS,
    ),
    FormatRow(
        "parquet",
        "Parquet of spans and relations (a folder)",
        (".parquet",),
        parquet_tables.recognise,
        parquet_tables.read,
        carries=parquet_tables.CARRIES,
        write_folder=parquet_tables.write,
        belongs=parquet_tables.belongs,
        extra="parquet",
    ),
    FormatRow(
        "huggingface-parquet",
        "Hugging Face token classification, Parquet",
        (".parquet",),
        huggingface.recognise_parquet,
        huggingface.read_parquet,
        huggingface.write_parquet,
        huggingface.CARRIES,
        needs_tokens=True,
        wants_scheme=True,
        extra="parquet",
    ),
    FormatRow(
        "w3c",
        "W3C Web Annotation (a folder)",
        (".jsonld", ".json"),
        w3c.recognise,
        w3c.read,
        carries=w3c.CARRIES,
        write_folder=w3c.write,
        belongs=w3c.belongs,
    ),
    FormatRow(
        "webanno-tsv",
        "WebAnno TSV 3 (a folder)",
        (".tsv",),
        webanno_tsv.recognise,
        webanno_tsv.read,
        carries=webanno_tsv.CARRIES,
        write_folder=webanno_tsv.write,
        needs_tokens=True,
        options=webanno_tsv.OPTIONS,
    ),
    FormatRow(
        "xmi",
        "UIMA XMI (a folder)",
        (".xmi",),
        xmi.recognise,
        xmi.read,
        carries=xmi.CARRIES,
        write_folder=xmi.write,
        needs_tokens=True,
        belongs=xmi.belongs,
        options=xmi.OPTIONS,
    ),
    FormatRow("bioc", "BioC XML", (".xml",), bioc.recognise, bioc.read, bioc.write, bioc.CARRIES),
    FormatRow(
        "bioc-json",
        "BioC JSON",
        (".json",),
        bioc.recognise_json,
        bioc.read_json,
        bioc.write_json,
        bioc.CARRIES_JSON,
    ),
    FormatRow(
        "html",
        "Web page",
        html.SUFFIXES,
        html.recognise,
        html.read,
        options=html.OPTIONS,
        extra="articles",
    ),
    FormatRow("docx", "Word document", docx.SUFFIXES, docx.recognise, docx.read, extra="articles"),
    FormatRow("pdf", "PDF", pdf.SUFFIXES, pdf.recognise, pdf.read, extra="articles"),
    FormatRow("eml", "Mail", eml.SUFFIXES, eml.recognise, eml.read),
    FormatRow("rss", "RSS or Atom feed", feed.SUFFIXES, feed.recognise, feed.read),
    FormatRow(
        "columns",
        "Articles in columns (CSV, TSV, JSON Lines)",
        columns.SUFFIXES,
        columns.recognise,
        columns.read,
        options=columns.OPTIONS,
        columns=columns.columns,
    ),
    FormatRow("pubtator", "PubTator", (".pubtator", ".txt"), pubtator.recognise, pubtator.read),
    # The last: it takes whatever is text.
    FormatRow("text", "Plain text", text.SUFFIXES, text.recognise, text.read),
)
# Recognised before the others: what they look for is more than any text that is JSON has.
_LAST = ("columns", "jsonl", "eml", "text")


@cache
def formats() -> tuple[FormatRow, ...]:
    """All formats: ours, then those of other packages by their names."""
    own = {row.name for row in FORMATS}
    more = (_loaded(x) for x in sorted(entry_points(group=GROUP), key=lambda x: x.name))
    return (*FORMATS, *(row for row in more if row.name not in own))


def _loaded(entry: EntryPoint) -> FormatRow:
    """A format of another package. If it is broken, it is listed with the reason, and unusable."""
    try:
        row = entry.load()
    except Exception as error:  # noqa: BLE001  # foreign code; what it says is shown
        return _broken(entry, f"{type(error).__name__}: {error}")
    return row if isinstance(row, FormatRow) else _broken(entry, "it is no FormatRow")


def _broken(entry: EntryPoint, why: str) -> FormatRow:
    package = entry.dist.name if entry.dist else entry.value
    title = f"cannot be loaded from {package} ({why})"
    return FormatRow(entry.name, title, (), lambda _look: False)


def readers() -> tuple[FormatRow, ...]:
    """The formats that can be read."""
    return tuple(row for row in formats() if row.read is not None)


def writers() -> tuple[FormatRow, ...]:
    """The formats that can be written."""
    return tuple(row for row in formats() if row.writes)


def reader_for(path: Path, name: str | None = None) -> FormatRow:
    """The format of a file: by the format's name, else by its ending and its first bytes.

    Raises InputError if there is no such format, or the file is in none of them.
    """
    if name is not None:
        return named(name, readers())
    row = recognised(Look(path.name, beginning_of(path)))
    if row is None:
        names = ", ".join(row.name for row in readers())
        raise InputError(
            "The format of this file is not recognised",
            str(path),
            f"Name it with --format ({names}), or convert the file first.",
        )
    return row


def recognised(look: Look) -> FormatRow | None:
    """The format that a file is in, as far as its name and its beginning tell."""
    rows = sorted(readers(), key=lambda row: _LAST.index(row.name) if row.name in _LAST else -1)
    return next((row for row in rows if row.recognise(look)), None)


def writer_for(name: str) -> FormatRow:
    """The row of a format that can be written. Raises InputError."""
    return named(name, writers())


def named(name: str, rows: Iterable[FormatRow]) -> FormatRow:
    """The row of that name. Raises InputError if it is not among these."""
    rows = tuple(rows)
    for row in rows:
        if row.name == name:
            return row
    names = ", ".join(row.name for row in rows)
    raise InputError("There is no such format", name, f"Choose one of {names}.")


def checked_options(
    row: FormatRow, given: Mapping[str, str], *, writing: bool = False
) -> dict[str, str]:
    """The options as the format takes them. Raises InputError for one that it does not have, or
    a value that it does not know."""
    known = {x.name: x for x in row.options if (x.writing if writing else x.reading)}
    for name, value in given.items():
        option = known.get(name)
        if option is None:
            do = f"It has {', '.join(known)}." if known else "It has none."
            raise InputError(f"The format {row.name} has no such option", name, do)
        _check_choice(option, value)
    return dict(given)


def _check_choice(option: Option, value: str) -> None:
    if option.choices and value not in option.choices:
        raise InputError(
            f"The option {option.name} cannot be this", value,
            f"Choose one of {', '.join(option.choices)}.",
        )  # fmt: skip
