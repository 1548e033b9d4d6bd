"""Label Studio's tasks as JSON, and beside them the labelling configuration as XML.

    [{"id": 1, "data": {"text": "Ada met Kim.", "name": "Talks", "meta": {}},
      "annotations": [{"completed_by": {"email": "ana"}, "was_cancelled": false,
        "ground_truth": false, "lead_time": 31, "result": [
          {"id": "a", "from_name": "label", "to_name": "text", "type": "labels",
           "value": {"start": 0, "end": 3, "text": "Ada", "labels": ["PERSON"]},
           "meta": {"text": ["a note"]}}, …
          {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right",
           "labels": ["meets"]},
          {"from_name": "document", "to_name": "text", "type": "choices",
           "value": {"choices": ["World"]}}]}],
      "predictions": [{"model_version": "news@1.0", "result": […]}]}]

    <View><Labels name="label" toName="text"><Label value="PERSON"/></Labels>…</View>

Offsets are code points, since version 1.4 of its window; older ones may count UTF-16 units, and
those of `completions` include the end. `direction` is right, left or bi; a region may carry
several labels, and answers of its own, which become attributes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from annotator.formats.base import Found, Look, Record, labels_only
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import decoded, items, keys_of
from annotator.formats.json_writing import write_array
from annotator.formats.label_studio_config import Config, config_file, config_of, config_of_file
from annotator.formats.label_studio_config import beside as beside
from annotator.formats.loose import a_dict, a_float, a_list, a_text, an_int, dicts
from annotator.formats.restricting import by_document, restricted_all
from annotator.model import Comment, Span, new_id
from annotator.model import Status as _Status

CARRIES = labels_only(
    notes=True, document_labels=True, several_layers=True, names=True, meta=True,
    annotators=True, kinds=True, status="skipped", scores=True, bare=True,
)  # fmt: skip
ORIGIN = "import:label-studio"
_Raw = dict[str, object]
_ANNOTATIONS = ("annotations", "completions")
_NO_LABEL = "related"  # relations need no label there


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One task a document, with all its layers; returns how many layers."""
    layers = 0

    def tasks() -> Iterator[_Raw]:
        nonlocal layers
        for number, group in enumerate(by_document(records), 1):
            there = list(restricted_all(group, CARRIES))
            layers += len(there)
            yield _task(number, there)

    write_array(tasks(), out)
    return layers


def _task(number: int, layers: Sequence[Record]) -> _Raw:
    first = layers[0]
    data = {"text": first.text, "name": first.name, "meta": first.meta}
    people = [x for x in layers if x.annotated and x.kind != "model"]
    models = [x for x in layers if x.annotated and x.kind == "model"]
    return {
        "id": number,
        "data": data,
        "annotations": [
            {
                "completed_by": {"email": x.annotator},
                "was_cancelled": x.status == "skipped",
                "ground_truth": x.kind == "gold",
                "lead_time": x.seconds,
                "result": _result(x),
            }
            for x in people
        ],
        "predictions": [
            {
                "model_version": x.annotator,
                "was_cancelled": x.status == "skipped",
                "result": _result(x),
            }
            for x in models
        ],
    }


def _result(record: Record) -> list[_Raw]:
    found = [_region(record, x) for x in record.spans]
    for x in record.relations:
        more = {"score": x.score} if x.score is not None else {}
        found.append(
            {"type": "relation", "from_id": x.head, "to_id": x.tail, "direction": "right",
             "labels": [x.label], **_noted(x.note), **more}
        )  # fmt: skip
    if record.labels:
        labels = [x.label for x in record.labels]
        found.append(
            {"id": "document", "from_name": "document", "to_name": "text", "type": "choices",
             "value": {"choices": labels}}
        )  # fmt: skip
    return found


def _region(record: Record, span: Span) -> _Raw:
    value = {
        "start": span.start,
        "end": span.end,
        "text": record.text[span.start : span.end],
        "labels": [span.label],
    }
    region: _Raw = {
        "id": span.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
        **_noted(span.note),
    }
    if span.score is not None:
        region["score"] = span.score
    return region


def _noted(note: str) -> _Raw:
    return {"meta": {"text": [note]}} if note else {}


def read(path: Path) -> Iterator[Found]:
    """The scheme of the configuration, then a record for each annotation and prediction of each
    task. Raises InputError."""
    if path.suffix.lower() == ".xml":
        yield config_of_file(path).scheme
        return
    config = config_of(path)
    if config is not None:
        yield config.scheme
    for line, data in items(path):
        yield from told(path, line, partial(_records, path, line, data, config))


def _records(
    path: Path, line: int, data: bytes, config: Config | None, say: Said
) -> Sequence[Found]:
    task = a_dict(decoded(data, say))
    if not task:
        return []
    fields = a_dict(task.get("data")) or task
    text = usable(_text(fields, config), say)
    if not text:
        return []
    bare = Record(
        a_text(fields.get("name")) or f"{path.stem} {a_text(task.get('id')) or line}",
        text,
        source=path.name,
        meta=a_dict(fields.get("meta")) or _others(fields, text),
        annotated=False,
        line=line,
    )
    layers = [
        _layer(bare, one, say, model=name == "predictions", inclusive=name == "completions")
        for name in (*_ANNOTATIONS, "predictions")
        for one in dicts(task.get(name))
    ]
    return layers or [bare]


def _text(fields: _Raw, config: Config | None) -> object:
    """The text of the task: the field that the configuration shows, or `text`, or the only one."""
    if config is not None and isinstance(fields.get(config.field), str):
        return fields[config.field]
    if isinstance(fields.get("text"), str):
        return fields["text"]
    texts = [x for x in fields.values() if isinstance(x, str)]
    return max(texts, key=len, default=None)


def _others(fields: _Raw, text: str) -> _Raw:
    return {name: x for name, x in fields.items() if x != text and name not in ("name", "meta")}


def _layer(bare: Record, one: _Raw, say: Said, *, model: bool, inclusive: bool) -> Record:
    regions = dicts(one.get("result"))
    gathering = Gathering(bare.text, say, ORIGIN, guess=True)
    answers = _answers(regions)
    for region in regions:
        _add(gathering, region, answers, inclusive)
    labels, comments = _of_document(regions)
    status: _Status = "skipped" if one.get("was_cancelled") else "done"
    return replace(
        bare,
        annotator=a_text(one.get("model_version")) if model else _who(one.get("completed_by")),
        kind="model" if model else "gold" if one.get("ground_truth") else "person",
        status=status,
        seconds=max(a_float(one.get("lead_time")) or 0.0, 0.0),
        spans=gathering.spans(),
        relations=gathering.relations(),
        labels=gathering.labels(labels),
        comments=comments,
        annotated=True,
        notices=tuple(gathering.notices),
    )


def _who(by: object) -> str:
    """Who completed an annotation: an address, a name, or a number."""
    if not isinstance(by, dict):
        return f"annotator {by}" if an_int(by) is not None else a_text(by)
    full = f"{a_text(by.get('first_name'))} {a_text(by.get('last_name'))}".strip()
    return a_text(by.get("email")) or full or a_text(by.get("username")) or a_text(by.get("id"))


def _add(
    gathering: Gathering,
    region: _Raw,
    answers: Mapping[str, dict[str, str]],
    inclusive: bool,
) -> None:
    if region.get("type") == "relation":
        _add_relation(gathering, region)
        return
    value = a_dict(region.get("value"))
    labels = [a_text(x) for name in ("labels", "hypertextlabels") for x in a_list(value.get(name))]
    if not labels:
        return
    place = a_dict(value.get("globalOffsets")) or value
    start, end = an_int(place.get("start")), an_int(place.get("end"))
    surface = value.get("text") if isinstance(value.get("text"), str) else None
    if inclusive and end is not None and surface is None:
        end += 1
    id = a_text(region.get("id")) or new_id()
    for number, label in enumerate(dict.fromkeys(labels)):
        gathering.span(
            (id, (id, number)) if number == 0 else (id, number),
            label,
            start,
            end,
            surface=a_text(surface) if surface is not None else None,
            note=_note(region),
            attributes=answers.get(id),
            score=a_float(region.get("score")),
        )


def _add_relation(gathering: Gathering, region: _Raw) -> None:
    head, tail = a_text(region.get("from_id")), a_text(region.get("to_id"))
    direction = region.get("direction")
    ends = [(tail, head)] if direction == "left" else [(head, tail)]
    if direction == "bi":
        ends.append((tail, head))
    labels = [a_text(x) for x in a_list(region.get("labels"))] or [_NO_LABEL]
    for label in dict.fromkeys(labels):
        for one, other in ends:
            gathering.relation(
                label, one, other, note=_note(region), score=a_float(region.get("score"))
            )


def _note(region: _Raw) -> str:
    texts = a_dict(region.get("meta")).get("text")
    return "\n".join(a_text(x) for x in a_list(texts)) if isinstance(texts, list) else ""


def _is_region(region: _Raw) -> bool:
    value = a_dict(region.get("value"))
    return bool(value.get("labels") or value.get("hypertextlabels"))


def _answers(regions: list[_Raw]) -> dict[str, dict[str, str]]:
    """What was answered to questions about single regions, by the region's id."""
    ids = {a_text(x.get("id")) for x in regions if _is_region(x)}
    found: dict[str, dict[str, str]] = {}
    for region in regions:
        id = a_text(region.get("id"))
        answer = _answer(region)
        if id in ids and answer and not _is_region(region):
            name = a_text(region.get("from_name")) or a_text(region.get("type"))
            found.setdefault(id, {})[name] = answer
    return found


def _answer(region: _Raw) -> str:
    value = a_dict(region.get("value")).get(a_text(region.get("type")))
    if region.get("type") == "textarea":
        value = a_dict(region.get("value")).get("text")
    if isinstance(value, list):
        return ", ".join(a_text(x) for x in value)
    return a_text(value)


def _of_document(regions: list[_Raw]) -> tuple[list[str], tuple[Comment, ...]]:
    """Choices and texts that are about the whole document."""
    ids = {a_text(x.get("id")) for x in regions if _is_region(x)}
    labels: list[str] = []
    comments: list[Comment] = []
    for region in regions:
        if a_text(region.get("id")) in ids and region.get("id"):
            continue
        value = a_dict(region.get("value"))
        if region.get("type") == "choices":
            labels += [a_text(x) for x in a_list(value.get("choices"))]
        elif region.get("type") == "textarea" and _answer(region):
            comments.append(Comment(new_id(), _answer(region), ""))
    return labels, tuple(comments)


def belongs(path: Path) -> Iterable[Path]:
    """The configuration is read along with the tasks."""
    there = config_file(path) if path.suffix.lower() == ".json" else None
    return () if there is None else (there,)


def recognise(look: Look) -> bool:
    """By tasks with data and answers, or a labelling configuration."""
    if look.start[:1] == b"<":
        return look.start[:5] == b"<View"
    outer, _ = keys_of(look)
    return "data" in outer and bool(outer & {*_ANNOTATIONS, "predictions"})
