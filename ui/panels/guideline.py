"""Guidelines, written in Markdown, as plain text that no reader can mistake for markup."""

import re

_RULES = (
    (re.compile(r"^#{1,6}\s*", re.MULTILINE), ""),
    (re.compile(r"^\s*[-*+]\s+", re.MULTILINE), "• "),
    (re.compile(r"^>\s?", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*](?=\S)([^*\n]+?)(?<=\S)[*](?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"“\1”"),
)


def plain_text(markdown: str) -> str:
    """The words of a Markdown text; lines of a paragraph are joined, list items stay apart."""
    text = markdown
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    blocks = (_joined(block) for block in re.split(r"\n\s*\n", text.strip()))
    return "\n\n".join(block for block in blocks if block)


def _joined(block: str) -> str:
    lines: list[str] = []
    for line in block.splitlines():
        words = line.strip()
        if lines and not words.startswith("•"):
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
    return "\n".join(lines)
