"""A language model asked about whole documents."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.suggest.llm import aligning
from annotator.suggest.llm.client import Client, Unanswered
from annotator.suggest.llm.prompt import CHARACTERS_A_TOKEN, Brief, messages, schema, tokens_in
from annotator.suggest.pieces import joined, pieces
from annotator.suggest.results import Suggested
from annotator.text.tokens import Tokens

PIECE, MARGIN = 6_000, 300  # code points of a text in one question
FORMS = 2  # answers that are not of the right form before a text is left out


@dataclass(slots=True)
class Usage:
    """Questions and tokens so far; counted by the address, or estimated where it does not say.
    `rejected` counts what did not align with the text."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    rejected: int = 0


class LlmSuggester:
    """Raises Unanswered for a text that gets no usable answer, PipelineError if none will."""

    def __init__(
        self, client: Client, brief: Brief, tokenizer: Callable[[str], Tokens] | None = None
    ) -> None:
        """Without a `tokenizer`, what is suggested has no tokens."""
        self._client, self._brief, self._tokenizer = client, brief, tokenizer
        self._schema = schema(brief)
        self.usage = Usage()

    def suggest(self, text: str, cancelled: Callable[[], bool] = lambda: False) -> Suggested | None:
        """What the model finds in a text; None if it was cancelled in between."""
        found = []
        for piece in pieces(text, PIECE, MARGIN):
            if cancelled():
                return None
            part = text[piece.start : piece.end]
            one = self._ask(part)
            found.append((piece, one))
        whole = joined(found)
        return replace(whole, tokens=self._tokenizer(text)) if self._tokenizer else whole

    def _ask(self, text: str) -> Suggested:
        if not text.strip():
            return Suggested()
        said = messages(self._brief, text)
        why = ""
        for _ in range(FORMS):
            reply = self._client.ask(said, self._schema)
            self._count(tokens_in(said), reply.content, reply.tokens_in, reply.tokens_out)
            try:
                answer = aligning.read(reply.content)
            except ValueError as error:
                why = str(error)
                continue
            found = aligning.aligned(text, answer, self._brief.labels, self._brief.relations)
            self.usage.rejected += found.dropped
            return replace(found, dropped=0)
        raise Unanswered(f"the answer is no JSON of the form asked for ({why[:160]})")

    def _count(self, asked: int, content: str, tokens_in: int, tokens_out: int) -> None:
        self.usage.requests += 1
        self.usage.tokens_in += tokens_in if tokens_in >= 0 else asked
        guessed = round(len(content) / CHARACTERS_A_TOKEN)
        self.usage.tokens_out += tokens_out if tokens_out >= 0 else guessed


def estimate(brief: Brief, length: int) -> tuple[int, int]:
    """About how many tokens go in and come out for a text of so many code points."""
    questions = max(1, -(-length // PIECE))
    fixed = tokens_in(messages(brief, ""))
    text = (length + 2 * MARGIN * (questions - 1)) / CHARACTERS_A_TOKEN
    # News has about a span in 60 characters, and each takes some 40 tokens of JSON.
    return round(questions * fixed + text), round(length / 60 * 40)
