"""One life of a process that is spoken to in lines of JSON: its pipes, and the threads that read
them."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

import msgspec

TAIL_LINES = 12
_KILL = 9  # the signal that cannot be caught; Windows has no name for it
_ROOT = Path(__file__).parents[2]


Said = TypeVar("Said")


class Process(Generic[Said]):
    """Runs a module. `replies` is the type of its lines; `heard(process, reply)` is called on a
    thread of the process, and None says that it ended."""

    def __init__(
        self, module: str, replies: Any, heard: Callable[["Process[Said]", Said | None], None]
    ) -> None:
        self._replies_are = replies
        self._heard = heard
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._child = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._complaints = threading.Thread(target=self._read_stderr, name="child stderr")
        self._replies = threading.Thread(target=self._read_stdout, name="child replies")
        for thread in (self._complaints, self._replies):
            thread.daemon = True
            thread.start()

    @property
    def id(self) -> int:
        """The operating system's number of the process."""
        return self._child.pid

    @property
    def was_killed(self) -> bool:
        """Whether the process, which has ended, was ended from outside rather than failed;
        False where the system does not tell."""
        return self._child.returncode in (-signal.SIGTERM, -_KILL)

    @property
    def tail(self) -> str:
        """The last lines that the process wrote to its standard error."""
        return "\n".join(self._tail)

    def send(self, order: msgspec.Struct) -> None:
        """Write one line; if the process is dead, its end is heard instead."""
        try:
            pipe = self._stdin()
            pipe.write(msgspec.json.encode(order) + b"\n")
            pipe.flush()
        except (BrokenPipeError, ConnectionResetError, OSError):
            self._child.kill()

    def kill(self) -> None:
        """End it at once; its end is heard."""
        self._child.kill()

    def end(self) -> None:
        """End it and wait until nothing of it is left. Not to be called from its threads."""
        self._child.kill()
        self._child.wait()
        self._replies.join()
        self._complaints.join()
        self.close()

    def close(self) -> None:
        """Let go of the pipes of a process that has ended."""
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
            if pipe is not None:
                _close(pipe)

    def _stdin(self) -> IO[bytes]:
        assert self._child.stdin is not None
        return self._child.stdin

    def _read_stdout(self) -> None:
        assert self._child.stdout is not None
        decoder: msgspec.json.Decoder[Said] = msgspec.json.Decoder(self._replies_are)
        for line in self._child.stdout:
            if not line.endswith(b"\n"):
                break  # cut off in the middle: the process died while it wrote
            self._heard(self, decoder.decode(line))
        self._complaints.join()
        self._heard(self, None)

    def _read_stderr(self) -> None:
        assert self._child.stderr is not None
        for line in self._child.stderr:
            self._tail.append(line.decode("utf-8", "replace").rstrip())


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        # What was still to be flushed to a dead process is of no use to anyone.
        return


def _environment() -> dict[str, str]:
    """The child must find this package even when it is run from a checkout."""
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(_ROOT), known] if known else [str(_ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
