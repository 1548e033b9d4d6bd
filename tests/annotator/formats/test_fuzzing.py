"""A short run of tests/benchmarks/fuzz_formats.py, the same each time."""

from itertools import islice

import pytest

from annotator.errors import UserError
from tests.annotator.formats.roundtrip import take
from tests.support.fuzzing import attack, good_files, readers


@pytest.mark.parametrize("row", readers(), ids=lambda x: x.name)
def test_broken_files_are_survived(row):
    found = list(islice(attack(row, 7, None), 60))
    assert [x.what for x in found if x is not None] == []


@pytest.mark.parametrize("content", [b"name,te\xffxt\r\na,b\r\n", b"name,text\r\na,\xe1"])
def test_a_first_line_that_is_no_utf_8(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf" + content)
    with pytest.raises(UserError):
        take("columns", path)


@pytest.mark.parametrize("row", readers(), ids=lambda x: x.name)
def test_the_files_that_are_broken_are_sound(row, tmp_path):
    (files,) = good_files(row, None)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert take(row.name, tmp_path)
