"""Relations that the scheme's rules do not allow: imported, or older than the rules."""

from collections.abc import Iterator

from annotator.consistency.findings import Finding, Fix, Work, on_one_line
from annotator.scheme import Scheme

_LIKELY, _TURNED = 0.85, 0.95


def against_rules(work: Work, scheme: Scheme) -> Iterator[Finding]:
    """Relations between labels that may not be joined so; some need only be turned round."""
    spans = {span.id: span for span in work.spans} if work.relations else {}
    for relation in work.relations:
        head, tail = spans[relation.head], spans[relation.tail]
        if scheme.allows(relation.label, head.label, tail.label):
            continue
        turned = scheme.allows(relation.label, tail.label, head.label)
        label = scheme.get("relation", relation.label)
        title = label.title if label else relation.label
        first, last = sorted((head, tail), key=lambda span: span.start)
        words = (on_one_line(work.text[x.start : x.end]) for x in (head, tail))
        chips = (_chip(scheme, x.label) for x in (head, tail))
        yield Finding(
            "relation",
            work.document,
            work.name,
            first.start,
            max(first.end, last.end),
            work.text[first.start : max(first.end, last.end)],
            relation.label,
            _TURNED if turned else _LIKELY,
            f"“{title}” that the rules do not allow",
            f"{' → '.join(words)}, {' → '.join(chips)}"
            + ("; the other way round it is allowed" if turned else ""),
            relation.id,
            Fix("reverse") if turned else None,
        )


def _chip(scheme: Scheme, label: str) -> str:
    known = scheme.get("span", label)
    return known.chip if known else label
