"""Which different items of several annotators are versions of the same thing.

A node is one distinct item and the annotators who have it, as a bit mask. Nodes that nobody
shares may stand for one another: pairs are joined from the likest down, as long as no
annotator would be in a cluster twice. Nothing depends on who the annotators are or in which
order they come, so comparing is symmetric.
"""

from collections.abc import Iterable, Sequence

Pair = tuple[float, int, int]  # likeness, and two nodes by their number


def clusters(masks: Sequence[int], pairs: Iterable[Pair]) -> list[list[int]]:
    """The nodes' numbers, cluster by cluster, each ascending and by its first.

    `masks` holds the annotators of each node. Likest pairs go first, then those of the lowest
    numbers; O(p log p) for p pairs.
    """
    root = list(range(len(masks)))
    members = [[node] for node in root]
    taken = list(masks)
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, other = sorted((root[a], root[b]))
        if one == other or taken[one] & taken[other]:
            continue
        taken[one] |= taken[other]
        for node in members[other]:
            root[node] = one
        members[one] += members[other]
        members[other] = []
    return [sorted(nodes) for nodes in members if nodes]
