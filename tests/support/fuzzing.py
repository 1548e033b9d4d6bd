"""Files of every format, broken at random but with a seed: what do the readers make of them?"""

import random
import re
import shutil
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import FormatRow, Record
from annotator.formats.folders import Folder
from annotator.formats.table import FORMATS
from annotator.model import DocumentLabel, Relation, Span
from annotator.scheme import Label, Scheme
from annotator.text.tokens import rough_tokens
from tests.annotator.formats.roundtrip import check_sound, take

SCHEME = Scheme((Label("PERSON"), Label("ORG"), Label("meets", "relation")))
SLOWEST = 1.0  # seconds of CPU for 100 KB
_TEXTS = (
    "😀 Ada Lovelace met Kim.\r\nThey left for Oslo & <Rome>, =1+1.",
    "مرحبا بكم في أوسلو. هذا 漢字 und Zoe\u0301 👩‍👩‍👧 |a|b_c\t[1]*",
    "Plain words only, with nothing odd in them at all. A second sentence.",
)
_ODD = (
    b"-1", b"0", b"99999999999999999999", b"1e9", b"null", b"true", b"[", b"]", b"{", b"}", b"\t",
    b"\n", b"\r\n", b'"', b"<", b">", b"&", b"|", b";", b"\\", b"\x00", b"\xff",
    b"\xf0\x9f\x98\x80",
    b"[[[[[[[[[[[[[[[[", b"<a><a><a><a>", b"\xef\xbb\xbf", b"_", b"*", b"->", b"[1]",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_EXTRA = {
    "conllu": {"a.conllu": (
        "# newdoc id = a\n# text = Ada met Kim.\n1\tAda\t_\t_\t_\t_\t_\t_\t_\tNER=B-P\n"
        "2-3\tmet\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-org\n2\tme\t_\t_\t_\t_\t_\t_\t_\t_\n"
        "4\tKim\t_\t_\t_\t_\t_\t_\t_\tEntity=e1)|SpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
    )},
    "pubtator": {"a.pubtator": (
        "7|t|Ada 😀 met Kim.\n7|a|They left.\n7\t0\t3\tAda\tP\tQ1\n7\t10\t13\tKim\tP\tQ2\n"
        "7\tmeets\tQ1\tQ2\n\n8|t|Another\n8\t0\t7\tAnother\tP\t-\n"
    )},
    "text": {"a.txt": "Ada met Kim.\r\nThey left."},
    "html": {"a.html": (
        "<html><head><title>Talks</title></head><body><article><h1>Talks</h1>"
        "<p>Ada met Kim &amp; Ben in Oslo on Monday, and they spoke about fish.</p>"
        "<ul><li>One</li></ul><p>They left in the evening, as was said.</p></article></body></html>"
    )},
    "eml": {"a.eml": (
        "From: Ada <a@x.org>\nSubject: =?utf-8?q?Talks?=\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; "
        "charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nAda met Kim=2E\n--b--\n"
    )},
    "rss": {"a.rss": (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Talks'
        "</title><description>&lt;p&gt;Ada met Kim.&lt;/p&gt;</description></item></channel></rss>"
    )},
    "columns": {"a.csv": "name,text\r\nTalks,\"Ada met \"\"Kim\"\",\r\nthen left.\"\r\nx,y\r\n"},
}  # fmt: skip
_SAMPLES = {
    "brat": "brat/medkit/1_example.*",
    "webanno-tsv": "webanno_tsv/sampleSlotAnnotation1/*.tsv",
    "xmi": "xmi/cassis/small_cas.xmi",
    "bioc": "bioc/bioc/everything.xml",
    "bioc-json": "bioc/bioc/everything.json",
    "doccano": "doccano/medkit_relation_extraction.jsonl",
    "label-studio": "label_studio/lsf_references/annotations/1.json",
    "conll": "conll/wnut17_dev_head.conll",
    "spacy-json": "spacy/ner_demo.dev.json",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that a reader does not survive, and how."""

    format: str
    number: int
    what: str


def record(number: int) -> Record:
    """A record with everything that formats hold."""
    text = _TEXTS[number % len(_TEXTS)]
    spans = (
        Span("a", 0, 5, "PERSON", note="so", kb_id="Q1", attributes={"a": "b"}),
        Span("b", 2, 8, "ORG", score=0.5),
        Span("c", 9, 16, "PERSON"),
        Span("d", 9, 24, "ORG", fragments=((9, 12), (18, 24))),
    )
    return Record(
        f"Document {number}", text, id=str(number), annotator="ana", status="done",
        tokens=rough_tokens(text), spans=spans,
        relations=(Relation("r", "meets", "a", "c"), Relation("s", "meets", "c", "b")),
        labels=(DocumentLabel("", "World"),), meta={"a": 1},
    )  # fmt: skip


def readers() -> list[FormatRow]:
    """The formats that read, but for those whose files other programs' libraries open."""
    return [x for x in FORMATS if x.read is not None and (x.writes or x.name in _EXTRA)]


def good_files(row: FormatRow, samples: Path | None) -> list[dict[str, bytes]]:
    """Sets of files that the format reads: what we write, and other tools' where they are here."""
    found: list[dict[str, bytes]] = []
    if row.writes:
        with tempfile.TemporaryDirectory() as name:
            where = Path(name)
            _write(row, where)
            found.append({x.name: x.read_bytes() for x in sorted(where.iterdir())})
    elif row.name in _EXTRA:
        found.append({name: x.encode() for name, x in _EXTRA[row.name].items()})
    pattern = _SAMPLES.get(row.name)
    if samples is not None and pattern is not None:
        there = {x.name: x.read_bytes()[:20_000] for x in sorted(samples.glob(pattern))}
        found += [there] if there else []
    return found


def _write(row: FormatRow, where: Path) -> None:
    records = [record(x) for x in range(3)]
    if row.write_folder is not None:
        row.write_folder(iter(records), Folder(where), SCHEME)
        return
    assert row.write is not None
    more = {"scheme": SCHEME} if row.wants_scheme else {}
    with (where / f"data{row.suffixes[0]}").open("wb") as out:
        row.write(iter(records), out, **more)


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(found))
        end = min(start + chance.randint(0, 12), len(found))
        kind = chance.randrange(6)
        if kind == 0:
            found[start:end] = chance.choice(_ODD)
        elif kind == 1:
            found[start:end] = bytes(chance.randrange(256) for _ in range(chance.randint(0, 4)))
        elif kind == 2:
            found[start:start] = found[max(start - chance.randint(1, 400), 0) : start]
        elif kind == 3:
            del found[start : start + chance.randint(1, 400)]
        elif kind == 4 and (numbers := list(_NUMBER.finditer(found))):
            match = chance.choice(numbers)
            other = chance.choice([b"0", b"-1", b"7", b"4294967296", b"9" * 30, b"1.5"])
            found[match.start() : match.end()] = other
        else:
            found[start:end] = chance.choice(_ODD) * chance.choice([1, 2, 60])
    return bytes(found)


def attack(
    row: FormatRow, seed: int, samples: Path | None, keep: Path | None = None
) -> Iterator[Finding | None]:
    """For each broken file in turn what was found, or None. Endless."""
    chance = random.Random(f"{row.name} {seed}")
    sets = good_files(row, samples)
    assert sets, row.name
    with tempfile.TemporaryDirectory(prefix="annotator-fuzz-") as name:
        where = Path(name)
        number = 0
        while True:
            number += 1
            for path in where.iterdir():
                path.unlink()
            files = dict(chance.choice(sets))
            hurt = chance.choice(sorted(files))
            files[hurt] = broken(files[hurt], chance)
            for other, content in files.items():
                (where / other).write_bytes(content)
            what = _survives(row, where, len(files) > 1, sum(map(len, files.values())))
            if what and keep is not None:
                shutil.copytree(where, keep / f"{row.name}-{number}", dirs_exist_ok=True)
            yield Finding(row.name, number, what) if what else None


def _survives(row: FormatRow, where: Path, several: bool, size: int) -> str:
    """Empty, or what went wrong."""
    begun = time.process_time()
    try:
        for one in _found(row, where, several):
            if isinstance(one, Record):
                check_sound(one)
    except UserError:
        pass
    except Exception:  # noqa: BLE001  # that is what is looked for
        return traceback.format_exc(limit=-4)
    seconds = time.process_time() - begun
    allowed = SLOWEST * max(size / 100_000, 1)
    return f"takes {seconds:.1f} s for {size:,} bytes" if seconds > allowed else ""


def _found(row: FormatRow, where: Path, several: bool) -> Iterator[object]:
    paths = sorted(where.iterdir())
    along = {x for path in paths for x in row.belongs(path)} if several else set()
    for path in paths:
        if path not in along and path.suffix in row.suffixes:
            yield from take(row.name, path)
