"""Gamma: with its library where that is installed, and a clear word where it is not."""

from importlib.util import find_spec

import pytest

from annotator.errors import MissingExtra
from annotator.review.agreement.gamma import gamma
from tests.support.layers import layer, marked, span

ONE = marked("1", layer("ana", span(0, 3), span(8, 11)), layer("ben", span(0, 3), span(16, 19)))


@pytest.mark.skipif(find_spec("pygamma_agreement") is not None, reason="the extra is there")
def test_without_the_library_it_says_what_to_do() -> None:
    with pytest.raises(MissingExtra, match="pip install"):
        gamma([ONE])


@pytest.mark.filterwarnings("ignore")
def test_with_the_library() -> None:
    pytest.importorskip("pygamma_agreement")
    same = marked("2", layer("ana", span(0, 3)), layer("ben", span(0, 3)))
    found = gamma([ONE, same], seed=1)
    assert found == gamma([same, ONE], seed=1)
    assert gamma([same]).value == 1
    assert found.value < 1


def test_with_nothing_to_compare_it_is_undefined() -> None:
    assert gamma([marked("1", layer("ana"), layer("ben"))]).value is None
    assert gamma([ONE], cancelled=lambda: True) is None
