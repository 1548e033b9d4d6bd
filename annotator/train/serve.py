"""The training process: one order on its standard input, replies on its standard output."""

import os
import signal
import sys
import threading
from typing import BinaryIO

import msgspec

from annotator.errors import UserError
from annotator.train.messages import Failed, Order, Reply

_PATIENCE = 10  # how much the window's process goes before this one


def main() -> None:
    """Train, and end: also when the standard input ends, since then nobody waits any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    out = _private_output()
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    threading.Thread(target=_end_with_input, name="orders", daemon=True).start()
    from annotator.train.run import train  # spaCy is read only once somebody can stop it

    try:
        train(order, lambda reply: _say(out, reply))
    except UserError as error:
        _say(out, Failed(error.what, error.where, error.do))


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _private_output() -> BinaryIO:
    """Standard output for replies alone: what spaCy prints goes to standard error."""
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "wb")


def _say(out: BinaryIO, reply: Reply) -> None:
    out.write(msgspec.json.encode(reply) + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
