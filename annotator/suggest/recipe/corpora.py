"""The annotated texts that the embedded pipeline learns from, and those that are held out."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.suggest.news.lists import plain

Entity = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its entities, in code points."""

    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus file: how many times a pass reads it, who made it, under which licence."""

    file: str
    times: float
    name: str
    author: str
    license: str
    url: str


_GUM = ("Amir Zeldes and others", "CC BY 4.0 (annotation)", "https://gucorpling.org/gum/")
_CROSSNER = ("Zihan Liu and others", "MIT", "https://github.com/zliucr/CrossNER")
SOURCES = (
    Source("gum_wikinews", 3, "GUM Wikinews; text of Wikinews, CC BY 2.5", *_GUM),
    Source("gum_academic", 0.5, "GUM, academic writing", *_GUM),
    Source("gum_court", 0.3, "GUM, court transcripts", *_GUM),
    Source(
        *("wikigold", 2, "Wikigold", "Dominic Balasuriya and others", "CC BY 4.0"),
        "https://aclanthology.org/W09-3302/",
    ),
    Source(
        *("redocred", 1, "Re-DocRED, dev and test", "Qingyu Tan and others", "MIT"),
        "https://github.com/tonytan48/Re-DocRED",
    ),
    Source("crossner_politics", 1, "CrossNER politics", *_CROSSNER),
    Source("crossner_music", 0.5, "CrossNER music", *_CROSSNER),
    Source("crossner_literature", 0.5, "CrossNER literature", *_CROSSNER),
    Source("crossner_science", 0.5, "CrossNER science", *_CROSSNER),
    Source(
        *("litbank", 0.3, "LitBank", "David Bamman and others", "CC BY 4.0"),
        "https://github.com/dbamman/litbank",
    ),
    Source(
        *("btc", 0.7, "Broad Twitter Corpus", "Leon Derczynski and others"),
        *("CC BY 4.0 (annotation)", "https://github.com/GateNLP/broad_twitter_corpus"),
    ),
    Source(
        *("wnut17", 0.6, "WNUT 2017 emerging entities", "Leon Derczynski and others"),
        *("CC BY 4.0 (annotation)", "https://github.com/leondz/emerging_entities_17"),
    ),
)
RAW = Source(
    *("wikinews_raw", 1, "Wikinews 2019 and 2020, labelled by the pipeline itself"),
    *("the contributors of Wikinews", "CC BY 2.5", "https://en.wikinews.org/"),
)
POSTS = ("btc", "wnut17")
DEVELOPMENT = ("uner_pud", "gum_wikinews")
HELD_OUT = frozenset(
    [
        "news_homeopathic",
        "news_iodine",
        "news_nasa",
        "news_sensitive",
        "news_afghan",
        "news_korea",
        "news_hackers",
        "news_taxes",
        "interview_cyclone",
        "interview_gaming",
        "interview_hill",
        "interview_libertarian",
    ]
)


def training(folder: Path, source: Source) -> list[list[Text]]:
    """The documents of a source, a list of sentences each, without those held out."""
    return [
        sentences
        for id, sentences in _read(folder / f"{source.file}.jsonl.gz")
        if id not in HELD_OUT
    ]


def development(folder: Path, file: str) -> list[Text]:
    """The held-out documents of a development set, each put together again."""
    return [
        together(sentences)
        for id, sentences in _read(folder / f"{file}.jsonl.gz")
        if file != "gum_wikinews" or id in HELD_OUT
    ]


def raw(folder: Path) -> list[str]:
    """The texts without annotation."""
    with gzip.open(folder / f"{RAW.file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [plain(json.loads(line)["text"]) for line in lines]


def together(sentences: list[Text]) -> Text:
    """Sentences as one text: a new line follows a sentence that has no full stop."""
    text, entities = "", []
    for sentence in sentences:
        entities += [(s + len(text), e + len(text), label) for s, e, label in sentence.entities]
        text += sentence.text
        text += " " if text.rstrip()[-1:] in '.!?"”' else "\n"
    return Text(text, tuple(entities))


def files() -> list[str]:
    """The names of all corpora that are read, in order."""
    return sorted({source.file for source in (*SOURCES, RAW)} | set(DEVELOPMENT))


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of each file that is read."""
    return {
        file: hashlib.sha256((folder / f"{file}.jsonl.gz").read_bytes()).hexdigest()
        for file in files()
    }


def _read(path: Path) -> Iterator[tuple[str, list[Text]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            yield data["id"], [_sentence(each) for each in data["sentences"]]


def _sentence(data: dict[str, object]) -> Text:
    text = plain(str(data["text"]))
    spans: list[Entity] = [(s, e, label) for s, e, label in data["spans"]]  # type: ignore[attr-defined]
    return Text(text, tuple(_without_article(text, *span) for span in sorted(spans)))


def _without_article(text: str, start: int, end: int, label: str) -> Entity:
    """News conventions leave "the" out; the sources differ."""
    return (start + 4, end, label) if text[start:end].startswith("the ") else (start, end, label)
