"""Training on a project: its material to the training process, and what comes back into a folder,
the list of versions, and the project."""

import queue
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from annotator.errors import InputError, OutputError, PipelineError
from annotator.flow import trained
from annotator.flow.drafts import check_target
from annotator.flow.material import BEST, HELD, Material, gather
from annotator.flow.trained import Version, put_in_place
from annotator.intake import names_for
from annotator.store.project import Project
from annotator.suggest import pipelines
from annotator.suggest.process import Process
from annotator.train.messages import Failed, Order, Reply, Trained, write_texts
from annotator.train.pieces import pieces

MODULE = "annotator.train.serve"
REPORT = "training.json"
FILES = {
    *(REPORT, "config.cfg", "train.spacy", "dev.spacy", "test.spacy"),
    *("start", pipelines.BEST, "model-last"),
}
_LISTEN = 0.1  # seconds after which it is asked again whether to stop
_TEXTS = "texts.jsonl"
Start = Literal["current", "scratch"]
_Event = tuple[object, Reply | None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How to train. `layer` is whose labels, `held` the share that is held out, dealt by `seed`;
    `start` from the weights of the current pipeline or from none; `current` is that pipeline,
    empty for the project's; `steps` at most, 0 for as
    many as the texts ask for; `curve` with the learning curve."""

    layer: str = BEST
    held: float = HELD
    seed: int = 0
    start: Start = "current"
    current: str = ""
    steps: int = 0
    curve: bool = False


def train_project(
    project: Project,
    wish: Wish | None = None,
    output: Path | None = None,
    told: Callable[[Reply], object] = lambda _reply: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Version | None:
    """Train a pipeline in a process of its own and list it as a version; the project does not use
    it yet. With `output`, pipeline, configuration and data are written to this folder as well.
    `told` hears every reply. None if it was cancelled; then, and after an error, nothing is left.

    Raises InputError if there is too little to train on, PipelineError, OutputError.
    """
    wish = wish or Wish()
    if output is not None:
        _check_output(project, output)
    material = gather(project, wish.layer, wish.held, wish.seed, cancelled)
    if material.why_not:
        raise InputError(material.why_not, project.path.name, _more(material))
    number = trained.next_number(project)
    home = trained.home_of(project, number)
    home.parent.mkdir(parents=True, exist_ok=True)
    final = output or home
    draft = final.with_name(f".{final.name}.part")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        order = _order(project, wish, number, draft, final)
        parts = (part for text in material.texts for part in pieces(text))
        write_texts(Path(order.texts), parts)
        done = _run(order, told, cancelled)
        if done is None:
            return None
        version = _version(project, wish, material, order, done, home)
        _settle(draft, home, output, version)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    trained.add(project, version)
    return version


def _order(project: Project, wish: Wish, number: int, draft: Path, final: Path) -> Order:
    current = _to_load(project, wish)
    symmetric = [label.id for label in project.scheme.of("relation") if label.symmetric]
    return Order(
        str(draft / _TEXTS),
        str(draft),
        str(final.resolve()),
        project.language,
        project.name,
        str(number),
        current if wish.start == "current" else "",
        current,
        _names(project, current),
        symmetric,
        wish.seed,
        wish.steps,
        wish.curve,
    )


def _names(project: Project, current: str) -> dict[str, str]:
    """From the labels of the current pipeline to the scheme's; without those left out."""
    names = names_for(project, trained.title_of(project, current))
    return {old: new for old, new in names.items() if new}


def _to_load(project: Project, wish: Wish) -> str:
    """The current pipeline, by the name or the folder that finds it. Raises PipelineError."""
    name = trained.resolved(project, wish.current or trained.current(project))
    info = pipelines.find(name, project.language)
    return info.path if info.source == "folder" else info.full_name


def _run(
    order: Order, told: Callable[[Reply], object], cancelled: Callable[[], bool]
) -> Trained | None:
    events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
    process: Process[Reply] = Process(MODULE, Reply, lambda *event: events.put(event))
    try:
        process.send(order)
        while not cancelled():
            with suppress(queue.Empty):
                _process, reply = events.get(timeout=_LISTEN)
                if reply is None:
                    raise PipelineError(
                        "the training process ended", "", process.tail or "Try again."
                    )
                if isinstance(reply, Failed):
                    raise PipelineError(reply.what, reply.where, reply.do)
                told(reply)
                if isinstance(reply, Trained):
                    return reply
        return None
    finally:
        process.end()


def _version(
    project: Project, wish: Wish, material: Material, order: Order, done: Trained, home: Path
) -> Version:
    rival = trained.title_of(project, order.current) if done.old is not None else ""
    return Version(
        int(order.version),
        f"{order.name}@{order.version}",
        str(home),
        datetime.now(UTC).isoformat(timespec="seconds"),
        done.component,
        rival if wish.start == "current" else "",
        dict(material.documents),
        dict(material.spans.most_common()),
        done.labels,
        done.new,
        rival,
        done.old,
        done.kept,
        done.curve,
        done.step,
        round(done.seconds, 1),
    )


def _settle(draft: Path, home: Path, output: Path | None, version: Version) -> None:
    """Put the folders in place, all that is needed first."""
    (draft / _TEXTS).unlink()
    report = msgspec.json.format(msgspec.json.encode(version), indent=2)
    if output is None:
        put_in_place(draft / pipelines.BEST, home)
        return
    (draft / REPORT).write_bytes(report + b"\n")
    copy = home.with_name(f".{home.name}.part")
    try:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(draft / pipelines.BEST, copy)
        put_in_place(draft, output)
        put_in_place(copy, home)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _check_output(project: Project, output: Path) -> None:
    """A new or an empty folder, or one that training wrote before. Raises OutputError."""
    if output.resolve() == project.path.resolve():
        raise OutputError("This is the project itself", str(output), "Choose another name.")
    if not (output / REPORT).is_file():
        check_target(output, folder=True)
        return
    foreign = next((x.name for x in sorted(output.iterdir()) if x.name not in FILES), None)
    if foreign is not None:
        raise OutputError(
            f"This folder holds other files ({foreign})", str(output), "Choose another name."
        )


def _more(material: Material) -> str:
    if not material.torn:
        return "Mark documents as done."
    count = len(material.torn)
    which = "document was" if count == 1 else "documents were"
    return f"{count} {which} finished by several people: adjudicate, or choose one person’s labels."
