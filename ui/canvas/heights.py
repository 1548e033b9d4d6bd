"""Heights of many paragraphs, with sums in O(log n) (a Fenwick tree)."""

from collections.abc import Sequence


class Heights:
    """Heights in px; those not laid out yet are estimates."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._tree = [0.0, *heights]
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> float:
        return self._heights[index]

    def set(self, index: int, height: float) -> None:
        """Correct one height."""
        change = height - self._heights[index]
        if change:
            self._heights[index] = height
            node = index + 1
            while node < len(self._tree):
                self._tree[node] += change
                node += node & -node

    def above(self, index: int) -> float:
        """The sum of the heights before an index."""
        total, node = 0.0, index
        while node > 0:
            total += self._tree[node]
            node -= node & -node
        return total

    @property
    def total(self) -> float:
        """The sum of all heights."""
        return self.above(len(self._heights))

    def at(self, y: float) -> int:
        """The index whose stretch holds `y`; the nearest one outside."""
        node, step = 0, 1 << len(self._tree).bit_length()
        while step:
            further = node + step
            if further < len(self._tree) and self._tree[further] <= y:
                node = further
                y -= self._tree[further]
            step >>= 1
        return min(node, max(0, len(self._heights) - 1))
