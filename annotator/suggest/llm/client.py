"""Asking an OpenAI-compatible address, with the standard library alone."""

import email.utils
import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlsplit

from annotator.errors import PipelineError

TRIES = 4
MOST_WAIT = 60.0  # seconds between two tries
MOST_BYTES = 8 << 20
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask: an address that ends before `/chat/completions`, the model, and the variable
    of the environment that holds the key; empty for an address that needs none."""

    url: str
    model: str
    key_variable: str = ""
    timeout: float = 120.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of an answer, and the tokens that it cost; -1 where the address does not say."""

    content: str
    tokens_in: int = -1
    tokens_out: int = -1


class Unanswered(Exception):
    """The text got no answer; another may."""


class _Unredirected(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the text and the key elsewhere."""

    def redirect_request(self, *_request: object) -> None:
        return None


def check(endpoint: Endpoint) -> None:
    """Raises PipelineError unless the address can be asked."""
    parts = urlsplit(endpoint.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PipelineError(
            "this is no address of a language model",
            endpoint.url or "(none)",
            "give one as https://host/v1: annotator llm PROJECT --url …",
        )
    if parts.username or parts.query or parts.fragment:
        raise PipelineError(
            "the address of a language model has no name, key or question in it",
            parts.hostname,
            "put the key into a variable of the environment and name it by --key-variable",
        )
    if not endpoint.model:
        raise PipelineError(
            "no language model is chosen", endpoint.url, "name it by annotator llm PROJECT --model"
        )
    if endpoint.key_variable and not os.environ.get(endpoint.key_variable):
        raise PipelineError(
            "the variable with the key of the language model is empty",
            endpoint.key_variable,
            "set it in the environment, or name another by --key-variable",
        )


class Client:
    """Asks, and asks again when the address is busy or fails; `pause` waits for seconds."""

    def __init__(self, endpoint: Endpoint, pause: Callable[[float], object] = time.sleep) -> None:
        check(endpoint)
        self._endpoint, self._pause = endpoint, pause
        self._opener = urllib.request.build_opener(_Unredirected)

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, object]) -> Reply:
        """One answer. Raises Unanswered after some tries, and PipelineError for what no second
        try mends: a wrong key, model or address."""
        form = {"name": "labels", "strict": True, "schema": schema}
        body = {
            "model": self._endpoint.model,
            "messages": list(messages),
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
        why = ""
        for attempt in range(TRIES):
            try:
                return _reply(self._post(json.dumps(body).encode()))
            except urllib.error.HTTPError as error:
                with error:
                    why = f"status {error.code}"
                    wait = _wait(error.headers.get("Retry-After"), attempt)
                    if error.code not in _AGAIN:
                        self._refuse(error)
            except (OSError, HTTPException) as error:
                why, wait = _in_words(error), 2.0**attempt
            except ValueError as error:
                raise Unanswered(f"the reply is not of the usual form ({error})") from None
            if attempt < TRIES - 1:
                self._pause(wait)
        raise Unanswered(f"no answer after {TRIES} tries ({why})")

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": "annotator"}
        key = os.environ.get(self._endpoint.key_variable) if self._endpoint.key_variable else ""
        if key:
            headers["Authorization"] = f"Bearer {key}"
        url = self._endpoint.url.rstrip("/") + "/chat/completions"
        request = urllib.request.Request(url, body, headers)  # noqa: S310  checked: http(s)
        with self._opener.open(request, timeout=self._endpoint.timeout) as response:
            data: bytes = response.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ValueError("it is too long")
        return data

    def _refuse(self, error: urllib.error.HTTPError) -> None:
        hints = {
            400: "the model may not know JSON schemas; choose another",
            401: "check the key in the variable that --key-variable names",
            403: "check the key in the variable that --key-variable names",
            404: "check --url and --model",
        }
        raise PipelineError(
            f"the language model's address refuses (status {error.code})",
            urlsplit(self._endpoint.url).hostname or "",
            hints.get(error.code, "check --url, --model and the key"),
        ) from None


def _reply(data: bytes) -> Reply:
    """Raises ValueError."""
    try:
        said = json.loads(data)
        choice = said["choices"][0]
        content = choice["message"]["content"]
    except (KeyError, IndexError, TypeError, RecursionError) as error:
        raise ValueError(f"it lacks {error}") from None
    if not isinstance(content, str):
        raise ValueError("it has no text")  # noqa: TRY004  a value of the other side
    usage = said.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    known = [x if isinstance(x, int) and x >= 0 else -1 for x in counts]
    return Reply(content, known[0], known[1])


def _wait(said: str | None, attempt: int) -> float:
    """Seconds before the next try: what the address asks for, a number or a date, else longer
    each time."""
    if said and said.strip().isdigit():
        return min(MOST_WAIT, float(said))
    if said:
        try:
            until = email.utils.parsedate_to_datetime(said).timestamp()
        except (TypeError, ValueError):
            return 2.0**attempt
        return min(MOST_WAIT, max(0.0, until - time.time()))
    return 2.0**attempt


def _in_words(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError | socket.timeout):
        return "it took too long"
    return str(reason)[:200] or type(error).__name__
