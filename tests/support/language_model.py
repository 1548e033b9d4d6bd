"""A language model's address on this machine: answers as it is told, and keeps what it was sent."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


def said(content: object, usage: tuple[int, int] | None = (100, 20)) -> Answer:
    """A usual reply; `content` becomes JSON unless it is text."""
    text = content if isinstance(content, str) else json.dumps(content)
    body: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return 200, {}, json.dumps(body).encode()


class LanguageModel:
    """`answer` gets the parsed request; `requests` has path, headers and body of each."""

    def __init__(self, answer: Callable[[dict[str, Any]], Answer | None], port: int) -> None:
        self.answer = answer
        self.url = f"http://127.0.0.1:{port}/v1"
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.over = threading.Event()


@contextmanager
def language_model(answer: Callable[[dict[str, Any]], Answer | None]) -> Iterator[LanguageModel]:
    """A server for as long as the block runs. An answer of None never comes."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.requests.append((self.path, dict(self.headers), body))
            made = model.answer(body)
            if made is None:
                model.over.wait()
                return
            status, headers, data = made
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model = LanguageModel(answer, server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        model.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
