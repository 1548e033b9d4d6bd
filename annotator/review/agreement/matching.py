"""One-to-one matches between two people's items, as many as there can be."""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush

from annotator.model import Range


def overlapping(first: Sequence[Range], second: Sequence[Range]) -> list[tuple[int, int]]:
    """Pairs of indices whose ranges share a code point: a largest matching, in O(n log n).

    Whatever ends first takes the one that ends next: everything that could still take that
    one could also take any later one, so nothing is lost. Empty ranges match nothing.
    """
    sides = (first, second)
    waiting = [deque(sorted((s, e, i) for i, (s, e) in enumerate(side) if s < e)) for side in sides]
    ends = sorted((e, s, n, i) for n, side in enumerate(waiting) for s, e, i in side)
    seen: tuple[set[int], set[int]] = (set(), set())
    open_: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    found = []
    for end, _, side, index in ends:
        if index in seen[side]:
            continue
        seen[side].add(index)
        other = 1 - side
        while waiting[other] and waiting[other][0][0] < end:
            _, its_end, its_index = waiting[other].popleft()
            heappush(open_[other], (its_end, its_index))
        while open_[other] and open_[other][0][1] in seen[other]:
            heappop(open_[other])
        if open_[other]:
            partner = heappop(open_[other])[1]
            seen[other].add(partner)
            found.append((partner, index) if side else (index, partner))
    return found


def largest(choices: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """A largest matching of a bipartite graph: `choices` are the partners that each may take.

    Augmenting paths (Kuhn), searched in breadth so that no depth of recursion limits them.
    """
    owner: dict[int, int] = {}
    holds: dict[int, int] = {}
    for start in range(len(choices)):
        came_from: dict[int, int] = {}
        queue = deque([start])
        free = None
        while queue and free is None:
            index = queue.popleft()
            for partner in choices[index]:
                if partner in came_from:
                    continue
                came_from[partner] = index
                if partner not in owner:
                    free = partner
                    break
                queue.append(owner[partner])
        while free is not None:
            index = came_from[free]
            given_up = holds.get(index)
            owner[free], holds[index] = index, free
            free = given_up
    return sorted(holds.items())
