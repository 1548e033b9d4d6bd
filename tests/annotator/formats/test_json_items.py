import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats import json_items
from annotator.formats.base import Look

VALUES = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x, max_size=3),
    max_leaves=8,
)
ROWS = st.lists(st.dictionaries(st.text(), VALUES, max_size=3) | st.lists(VALUES), max_size=4)


def read(path, data, under=""):
    path.write_bytes(data)
    return [json.loads(x) for _, x in json_items.items(path, under)]


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(json_items, "_CHUNK", 3)


@given(ROWS, st.sampled_from([None, 2]), st.booleans())
def test_each_record_is_found(tmp_path_factory, rows, indent, plain):
    path = tmp_path_factory.mktemp("json") / "a.json"
    for chunk in (3, 1 << 20):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_items, "_CHUNK", chunk)
            text = json.dumps(rows, indent=indent, ensure_ascii=plain).encode()
            assert read(path, b"\xef\xbb\xbf" + text) == rows
            inside = json.dumps({"a": 1, "rows": rows, "b": [[{}]]}, indent=indent).encode()
            assert read(path, inside, "rows") == rows
            objects = [x for x in rows if isinstance(x, dict) and (x or not indent)]
            lines = "\n".join(json.dumps(x, indent=indent) for x in objects).encode()
            assert read(path, lines or b"\n") == objects


def test_lines_are_counted(tmp_path, small_chunks):
    path = tmp_path / "a.json"
    path.write_bytes(b'[\n{"a":\n1},\n\n{"b": "}\\""}]')
    assert [line for line, _ in json_items.items(path)] == [2, 5]
    path.write_bytes(b'{"a": 1}\n\n{broken\n{"b": 2}\n')
    assert list(json_items.items(path)) == [
        (1, b'{"a": 1}\n'), (3, b"{broken\n"), (4, b'{"b": 2}\n')
    ]  # fmt: skip


def test_a_file_that_ends_in_a_record_says_so(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"a": 1}, {"a": "x')
    told = []
    found = [json_items.decoded(x, told.append) for _, x in json_items.items(path)]
    assert found == [{"a": 1}, None]
    assert "is not valid JSON" in told[0]


def test_a_record_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(json_items, "LARGEST", 1000)
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"a": "' + b"x" * 5_000_000)
    with pytest.raises(InputError, match="too long"):
        list(json_items.items(path))


def test_keys_by_depth():
    head = b'[[], {"data": {"text": "{\\"no\\": 1}"}, "annotations": [{"result": 1}], "cut'
    outer, inner = json_items.keys_of(Look("a.json", head))
    assert outer == {"data", "annotations"}
    assert inner == {"text", "result"}
    assert json_items.keys_of(Look("a", b"plain text: yes")) == (frozenset(), frozenset())
