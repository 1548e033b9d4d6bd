"""What can be undone and redone; filled again from the journal when a project opens."""

from collections.abc import Iterable

from annotator.changes import Edit

LIMIT = 1000


class History:
    """Two stacks of one annotator's edits, the newest last."""

    def __init__(self, done: Iterable[Edit] = (), undone: Iterable[Edit] = ()) -> None:
        self.done = list(done)[-LIMIT:]
        self.undone = list(undone)[-LIMIT:]

    def add(self, edit: Edit) -> None:
        """A new edit: what was undone before it can no longer be redone."""
        self.done.append(edit)
        self.undone.clear()
        del self.done[:-LIMIT]

    def take_back(self) -> None:
        """The last edit was undone."""
        self.undone.append(self.done.pop())

    def bring_again(self) -> None:
        """The last undone edit was redone."""
        self.done.append(self.undone.pop())
