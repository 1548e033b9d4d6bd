"""Stored layers as the records that formats write."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.annotations import reading_order
from annotator.flow.choosing import Choice, in_pages
from annotator.formats.base import Record
from annotator.model import Comment, Document, DocumentLabel, Item, Relation, Span
from annotator.store.bulk import contents, documents_of
from annotator.store.project import Project
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from spacy.language import Language


def records_of(
    project: Project,
    chosen: Iterable[Choice],
    tokenizer: "Tokenizer | None" = None,
    needs_tokens: bool = False,
) -> Iterator[Record]:
    """The layers with their documents, read a page at a time; with a tokenizer, documents that
    have no tokens get some where relations, or with `needs_tokens` the format, want them."""
    for page in in_pages(chosen):
        documents = documents_of(project, list({x.document for x in page}))
        items = contents(project, [x.layer.id for x in page])
        for choice in page:
            document, tokens = documents[choice.document]
            there = items[choice.layer.id]
            wanted = needs_tokens or any(isinstance(x, Relation) for x in there)
            if tokenizer is not None and tokens is None and wanted:
                tokens = tokenizer.tokens(document.text)
            yield _record(document, choice, tokens, there)


def _record(
    document: Document, choice: Choice, tokens: Tokens | None, items: Sequence[Item]
) -> Record:
    spans = sorted((x for x in items if isinstance(x, Span)), key=reading_order)
    place = {span.id: index for index, span in enumerate(spans)}
    relations = sorted(
        (x for x in items if isinstance(x, Relation)),
        key=lambda x: (place[x.head], place[x.tail], x.label, x.id),
    )
    labels = sorted((x for x in items if isinstance(x, DocumentLabel)), key=lambda x: x.label)
    return Record(
        document.name,
        document.text,
        document.id,
        document.source,
        dict(document.meta),
        choice.annotator.name,
        choice.annotator.kind,
        choice.layer.status,
        choice.layer.seconds,
        tokens,
        tuple(spans),
        tuple(relations),
        tuple(labels),
        tuple(x for x in items if isinstance(x, Comment)),
    )


class Tokenizer:
    """The tokenizer of a language, loaded when it is first needed."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._nlp: Language | None = None

    def tokens(self, text: str) -> Tokens:
        """Of a text that has none stored, so that relations can name their last tokens."""
        if self._nlp is None:
            import spacy

            try:
                self._nlp = spacy.blank(self._language)
            except ImportError:  # spaCy does not know the language
                self._nlp = spacy.blank("xx")
        doc = self._nlp.make_doc(text)
        return Tokens((t.idx, t.idx + len(t)) for t in doc if not t.is_space)
