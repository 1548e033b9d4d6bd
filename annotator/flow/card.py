"""The data card of a dataset: a README.md as the Hugging Face Hub reads it, YAML before Markdown.

Form: https://huggingface.co/docs/hub/datasets-cards
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.scheme import Scheme

_SPLITS = {"": "train", "train": "train", "dev": "validation", "test": "test"}
_SIZES = ((1000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LOADABLE = (".jsonl", ".json", ".parquet", ".csv")
_MARKED = re.compile(r"([\\`*_\[\]<>|#])")
_MEASURES = {
    "mean_f1_exact": "F1, place and label, mean over pairs",
    "mean_f1_overlap": "F1, overlapping, mean over pairs",
    "mean_cohen_kappa": "Cohen’s κ over tokens, mean over pairs",
    "fleiss_kappa": "Fleiss’ κ",
    "alpha_nominal": "Krippendorff’s α",
    "alpha_unitizing": "Krippendorff’s α_u",
    "mean_relation_f1": "F1 of relations, mean over pairs",
}


def card(
    name: str, scheme: Scheme, facts: Mapping[str, Any], paths: Mapping[str, str], title: str
) -> bytes:
    """The card of an export with these facts. `paths` are the files by part, `title` names the
    format."""
    pieces = [
        _front_matter(name, facts, paths),
        f"# {_plain(name)}\n",
        _summary(facts, title),
        _composition(facts),
        _labels(scheme, facts),
        _people(facts),
        _agreement(facts.get("agreement")),
        _left_out(facts),
        _guidelines(scheme.guidelines),
        _files(facts["files"]),
    ]
    return "\n".join(piece for piece in pieces if piece).encode("utf-8", "replace")


def _front_matter(name: str, facts: Mapping[str, Any], paths: Mapping[str, str]) -> str:
    size = next((words for most, words in _SIZES if facts["records"] < most), "n>1M")
    lines = ["---", "language:", f"- {_yaml(facts['language'])}"]
    lines += [f"license: {_yaml(facts['licence'])}"] if facts["licence"] else []
    lines += [f"pretty_name: {_yaml(name)}", "task_categories:", "- token-classification"]
    lines += ["task_ids:", "- named-entity-recognition", "size_categories:", f"- {_yaml(size)}"]
    loadable = {part: path for part, path in paths.items() if path.endswith(_LOADABLE)}
    if loadable:
        lines += ["configs:", "- config_name: default", "  data_files:"]
    for part, path in loadable.items():
        lines += [f"  - split: {_SPLITS[part]}", f"    path: {_yaml(path)}"]
    return "\n".join([*lines, "---", ""])


def _summary(facts: Mapping[str, Any], title: str) -> str:
    made = f"Made with {facts['application']}"
    made += f" in the label scheme “{_plain(facts['scheme'])}”" if facts["scheme"] else ""
    whose = {
        "best": "gold where there is one, else the only annotator’s",
        "gold": "gold, adjudicated from several annotators",
        "each": "each annotator’s own, one record a layer",
    }.get(facts["layer"], f"those of {_plain(facts['layer'])}")
    which = "finished documents" if facts["status"] == "done" else "documents that were begun"
    return (
        f"{made}. Format: {title}; a record is a {facts['unit']}.\n\n"
        f"Labels: {whose}, of {which}.\n\n"
        f"Licence: {_plain(facts['licence']) or 'not stated'}.\n"
    )


def _composition(facts: Mapping[str, Any]) -> str:
    what = ("documents", "records", "spans", "relations")
    rows = [(name, f"{facts[name]:,}") for name in what]
    text = "## Composition\n\n" + _table(("What", "How many"), rows)
    if facts["parts"]:
        text += "\n" + _table(
            ("Part", "Documents"), [(x, f"{n:,}") for x, n in facts["parts"].items()]
        )
        how = "balanced by label" if facts["balanced"] else "by the checksum of each text"
        text += f"\nSplit {_plain(facts['split'])}, {how}, seed {facts['seed']}."
        text += " Copies and near-copies of a text are in one part"
        text += f" ({facts['near_duplicates']:,} documents).\n"
    return text


def _labels(scheme: Scheme, facts: Mapping[str, Any]) -> str:
    parts = list(facts["part_labels"])
    text = ""
    for kind, found in facts["labels"].items():
        singular = {"spans": "span", "relations": "relation", "documents": "document"}[kind]
        known = {label.id: label for label in scheme.labels if label.kind == singular}
        shown = parts if kind == "spans" else []
        rows = []
        for id, count in sorted(found.items(), key=lambda x: (-x[1], x[0])):
            label = known.get(id)
            said = label.description or label.title if label is not None else ""
            each = [f"{facts['part_labels'][part].get(id, 0):,}" for part in shown]
            rows.append((f"`{id}`", f"{count:,}", *each, _described(said)))
        text += f"\n### Labels of {kind}\n\n"
        text += _table(("Label", "Count", *shown, "Meaning"), rows)
    return text[1:]


def _people(facts: Mapping[str, Any]) -> str:
    rows = [
        (_plain(who) or "–", f"{count:,}", _hours(facts["seconds"].get(who, 0)))
        for who, count in facts["layers"].items()
    ]
    text = "## Annotation\n\n" + _table(("Annotator", "Layers", "Active time"), rows)
    origins = [(f"`{origin}`", f"{count:,}") for origin, count in facts["origins"].items()]
    text += "\n" + _table(("Spans from", "How many"), origins) if origins else ""
    if facts["pipelines"]:
        names = ", ".join(f"`{name}`" for name in facts["pipelines"])
        text += f"\nSuggestions came from {names}.\n"
    return text


def _hours(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    if not seconds:
        return "–"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _agreement(found: Mapping[str, Any] | None) -> str:
    if not found:
        return "## Agreement\n\nNot measured: no document was finished by two people.\n"
    rows = []
    for name, words in _MEASURES.items():
        if found.get(name) is None:
            continue
        edges = found["intervals"].get(name)
        within = f"{edges[0]:.3f}–{edges[1]:.3f}" if edges else ""
        rows.append((words, f"{found[name]:.3f}", within))
    head = f"## Agreement\n\nOver {found['documents']:,} documents.\n\n"
    return head + _table(("Measure", "Value", "95 % interval"), rows)


def _left_out(facts: Mapping[str, Any]) -> str:
    rows = [(what, f"{count:,}") for what, count in facts["losses"].items()]
    rows += [(f"`{label}` (not asked for)", f"{n:,}") for label, n in facts["left_out"].items()]
    return "## Left out\n\n" + _table(("What", "How many"), rows) if rows else ""


def _guidelines(text: str) -> str:
    if not text.strip():
        return ""
    # Headings of theirs go below ours.
    deeper = re.sub(r"^(#{1,4}) ", r"##\1 ", text.strip(), flags=re.MULTILINE)
    return f"## Guidelines\n\n{deeper}\n"


def _files(files: Mapping[str, str]) -> str:
    rows = [(f"`{name}`", f"`{sha256}`") for name, sha256 in files.items()]
    return "## Files\n\n" + _table(("File", "SHA-256"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(x.replace("|", "\\|") for x in line) + " |\n" for line in lines
    )


def _plain(text: str) -> str:
    """Names and descriptions as they are, not as mark-up, on one line."""
    return " ".join(_MARKED.sub(r"\\\1", text).split())


def _described(text: str) -> str:
    """A description, which is Markdown, in a cell."""
    return " ".join(text.replace("<", "&lt;").replace("|", "\\|").split())


def _yaml(text: str) -> str:
    """A string of JSON is one of YAML."""
    return msgspec.json.encode(text).decode()
