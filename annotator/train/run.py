"""A training from its texts to the folder with the pipeline: data, configuration, updates, scores,
and the learning curve."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from spacy.util import load_model_from_path
from thinc.api import Config

from annotator.suggest.pipelines import BEST, find, load
from annotator.suggest.results import Suggested
from annotator.suggest.rules.pipeline import blank
from annotator.train import docs, knowledge
from annotator.train.configuration import Setting, configuration
from annotator.train.loop import learn, name_pipeline
from annotator.train.messages import (
    Began,
    Component,
    CurvePoint,
    Order,
    Reply,
    Trained,
    TrainingText,
    read_texts,
)
from annotator.train.scores import Scores
from annotator.train.start import make_ready, resumable, taught_labels

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Place = tuple[int, int, str]
TRAIN, DEV, HELD, CONFIG, START = "train.spacy", "dev.spacy", "test.spacy", "config.cfg", "start"
SHARES = (0.25, 0.5, 0.75)  # of the documents, for the learning curve; the whole comes with them
_FEWEST_RELATIONS = 5
_USUAL = 0.99  # the share of the spans that the longest candidate of a spancat covers
_LONGEST = 20
Say = Callable[[Reply], object]


@dataclass(slots=True)
class Course:
    """All that is known before the first update."""

    order: Order
    texts: dict[str, list[TrainingText]]
    component: Component
    labels: list[str]
    relations: list[str]
    kept: list[str] = field(default_factory=list)
    start: "Language | None" = None
    resumed: str = ""
    said: dict[str, Suggested] = field(default_factory=dict)  # by the start
    rehearsed: dict[str, list[Place]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    taught: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # what the project calls old labels

    @property
    def folder(self) -> Path:
        """Where everything is written."""
        return Path(self.order.folder)

    @property
    def finally_kept(self) -> dict[str, list[Place]]:
        """What the whole old pipeline says under the labels to keep: what the new one should say
        in the end, where `rehearsed` is what its component should learn."""
        names, answered = self.names, knowledge.given(self.finished)
        return {id: knowledge.kept_spans(one, names, answered) for id, one in self.said.items()}

    @property
    def finished(self) -> list[TrainingText]:
        """What people labelled."""
        return [*self.texts["train"], *self.texts["dev"], *self.texts["held"]]


def train(order: Order, say: Say) -> None:
    """Do what is ordered, and say how it goes. Raises PipelineError if a pipeline that is needed
    cannot be loaded."""
    began = monotonic()
    course = _course(order)
    old = _told_by_current(course)
    shelf, setting = _shelve(course)
    say(_began(course, setting, shelf.left_out))
    config = _write_data(course, shelf, setting)
    best = course.folder / BEST
    step = learn(config, best, say)
    new = _finish(course, best)
    scores = _score(course, new)
    before = None if old is None else _score(course, old)
    kept = _kept_as_before(course, new)
    curve = _curve(course, shelf, setting, say) if order.curve else []
    if curve:
        curve.append(CurvePoint(len(course.texts["train"]), scores.f1))
        say(curve[-1])
    _write_config(course, setting)
    labels = [*course.labels, *course.kept]
    seconds = monotonic() - began
    say(Trained(course.component, step, seconds, labels, scores, before, kept, curve))


def _course(order: Order) -> Course:
    texts: dict[str, list[TrainingText]] = {"train": [], "dev": [], "held": [], "unlabelled": []}
    for text in read_texts(Path(order.texts)):
        texts[text.part].append(text)
    finished = [*texts["train"], *texts["dev"], *texts["held"]]
    labels = sorted({label for text in finished for *_place, label in text.spans})
    links = [label for text in finished for label, *_ends in text.relations]
    relations = sorted(set(links)) if len(links) >= _FEWEST_RELATIONS else []
    component: Component = "spancat" if docs.overlap(finished) else "ner"
    course = Course(order, texts, component, labels, relations)
    course.names = dict(order.names)
    if order.start:
        _take_start(course, load(find(order.start, order.language)))
    return course


def _take_start(course: Course, nlp: "Language") -> None:
    """What the pipeline knows of the texts, then its weights where they can be trained on."""
    texts = [*course.finished, *course.texts["unlabelled"]]
    course.said = said = knowledge.told_by(nlp, texts)
    answered, seen = knowledge.given(course.finished), course.texts["train"]
    course.names |= knowledge.superseded(said, course.names, seen, answered)
    names = course.names
    course.kept = knowledge.kept_labels(said.values(), names, answered)
    course.resumed = resumable(nlp, course.component, course.labels)
    if course.resumed:
        said = knowledge.told_until(nlp, course.resumed, texts)
    course.rehearsed = {id: knowledge.kept_spans(one, names, answered) for id, one in said.items()}
    if course.resumed:
        course.start = nlp
        found = {x.label for one in course.said.values() for x in one.spans}
        course.renamed = {x: names[x] for x in found if names.get(x, x) in answered - {x}}
        course.taught = taught_labels(course.texts["train"], said, course.said, names)
        labels = {label for spans in course.rehearsed.values() for *_place, label in spans}
        wanted = sorted(labels | {course.taught.get(label, label) for label in course.labels})
        make_ready(nlp, course.resumed, wanted, course.texts["train"], said)


def _told_by_current(course: Course) -> Mapping[str, Suggested] | None:
    """What the current pipeline says of the held-out texts."""
    order = course.order
    if not order.current:
        return None
    if order.current == order.start:
        return course.said
    return knowledge.told_by(load(find(order.current, order.language)), course.texts["held"])


def _shelve(course: Course) -> tuple[docs.Shelf, Setting]:
    nlp = course.start or blank(course.order.language)
    shelf = docs.Shelf()
    for part, place in (("train", shelf.train), ("dev", shelf.dev), ("held", shelf.held)):
        for text in course.texts[part]:
            kept = course.rehearsed if part == "train" else course.finally_kept
            taught = course.taught if part == "train" else {}
            old = kept.get(text.id, [])
            doc, left_out = docs.labelled(nlp, text, old, course.component, taught)
            shelf.left_out += left_out
            place.append(doc)
    lengths = sorted(len(span) for doc in shelf.train for span in doc.spans.get(docs.GROUP, ()))
    setting = Setting(
        course.component,
        nlp.lang or course.order.language,
        sum(map(len, shelf.train)),
        course.order.seed,
        course.order.steps,
        course.start,
        course.resumed,
        bool(course.relations),
        tuple(course.order.symmetric),
        min(_LONGEST, lengths[int(_USUAL * (len(lengths) - 1))]) if lengths else 1,
        course.renamed,
    )
    return shelf, setting


def _rehearsal(course: Course) -> "list[Doc]":
    """What keeps the old knowledge alive besides the labelled texts: texts of which only the
    kept spans are known. Of a `spancat` nothing can be left open, so there is none."""
    if course.component == "spancat" or not course.kept:
        return []
    nlp = course.start or blank(course.order.language)
    found = []
    for text in course.texts["unlabelled"]:
        kept = course.rehearsed[text.id]
        if kept:
            found.append(docs.unlabelled(nlp, text, kept))
    return found


def _began(course: Course, setting: Setting, left_out: int) -> Began:
    return Began(
        course.component,
        setting.most_steps,
        course.labels,
        course.kept,
        course.relations,
        left_out,
    )


def _write_data(course: Course, shelf: docs.Shelf, setting: Setting) -> dict[str, Any]:
    folder = course.folder
    docs.write([*shelf.train, *_rehearsal(course)], str(folder / TRAIN))
    docs.write(shelf.dev, str(folder / DEV))
    docs.write(shelf.held, str(folder / HELD))
    start = ""
    if course.start is not None:
        course.start.to_disk(folder / START)
        start = str(folder / START)
    return configuration(setting, str(folder / TRAIN), str(folder / DEV), start)


def _finish(course: Course, best: Path) -> dict[str, Suggested]:
    """Give the pipeline its name and its final paths; what it says of the texts."""
    nlp = load_model_from_path(best)
    name_pipeline(nlp, course.order.name, course.order.version, _description(course))
    final = Path(course.order.final)
    start = str(final / START) if course.start is not None else None
    nlp.config["paths"].update(train=str(final / TRAIN), dev=str(final / DEV), start=start)
    nlp.to_disk(best)
    texts = course.finished if course.kept else course.texts["held"]
    return knowledge.told_by(nlp, texts)


def _description(course: Course) -> str:
    where = f"from the weights of {course.order.start}" if course.resumed else "from nothing"
    count = len(course.texts["train"])
    return f"Trained on {count} documents of the project {course.order.name}, {where}"


def _score(course: Course, said: Mapping[str, Suggested]) -> Scores:
    names = course.order.names
    return knowledge.measure(said, names, course.texts["held"], course.labels, course.relations)


def _kept_as_before(course: Course, new: Mapping[str, Suggested]) -> Scores:
    held = {text.id for text in course.texts["held"]}
    before = {id: said for id, said in course.said.items() if id in held}
    return knowledge.agreement(before, new, course.order.names, course.kept)


def _curve(course: Course, shelf: docs.Shelf, setting: Setting, say: Say) -> list[CurvePoint]:
    """Training anew with fewer documents, each larger set with all of the smaller."""
    points: list[CurvePoint] = []
    folder = course.folder / "curve"
    for share in SHARES:
        number = max(1, round(share * len(shelf.train)))
        if points and points[-1].documents == number:
            continue
        folder.mkdir()
        less = shelf.train[:number]
        docs.write([*less, *_rehearsal(course)], str(folder / TRAIN))
        start = str(course.folder / START) if course.start is not None else ""
        words = sum(map(len, less))
        smaller = configuration(
            replace(setting, words=words), str(folder / TRAIN), str(course.folder / DEV), start
        )
        learn(smaller, folder / BEST, lambda _step: None)
        said = knowledge.told_by(load_model_from_path(folder / BEST), course.texts["held"])
        points.append(CurvePoint(number, _score(course, said).f1))
        shutil.rmtree(folder)
        say(points[-1])
    return points


def _write_config(course: Course, setting: Setting) -> None:
    """The configuration, with the paths where the folder will lie."""
    final = Path(course.order.final)
    start = str(final / START) if course.start is not None else ""
    config = configuration(setting, str(final / TRAIN), str(final / DEV), start)
    Config(config).to_disk(course.folder / CONFIG, interpolate=False)
