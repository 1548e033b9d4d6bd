"""The coefficients equal the examples that their authors, or textbooks, have worked out."""

from collections.abc import Sequence

import pytest

from annotator.model import Span
from annotator.review.agreement.documents import Marked
from annotator.review.agreement.measure import measure
from annotator.review.agreement.results import Agreement
from annotator.text.tokens import Tokens
from tests.support.layers import layer, rated


def _measured(documents: Sequence[Marked]) -> Agreement:
    found = measure(documents, resamples=10)
    assert found is not None
    return found


def _table(*rows: str) -> dict[str, list[str]]:
    return {f"observer {number}": row.split() for number, row in enumerate(rows)}


def test_krippendorff_four_observers_of_twelve_units() -> None:
    # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C.
    table = _table(
        "1 2 3 3 2 1 4 1 2 * * *",
        "1 2 3 3 2 2 4 1 2 5 * 3",
        "* 3 3 3 2 3 4 2 2 5 1 *",
        "1 2 3 3 2 4 4 1 2 5 1 *",
    )
    found = _measured(rated(table))
    assert found.corpus["alpha_nominal"].value == pytest.approx(0.743, abs=5e-4)
    assert (found.documents, found.left_out) == (11, 1)


def test_krippendorff_three_coders_of_fifteen_units() -> None:
    table = _table(
        "* * * * * 3 4 1 2 1 1 3 3 * 3",
        "1 * 2 1 3 3 4 3 * * * * * * *",
        "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
    )
    found = _measured(rated(table))
    assert found.corpus["alpha_nominal"].value == pytest.approx(0.691, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ([[20, 5], [10, 15]], 0.400),
        ([[45, 15], [25, 15]], 0.130),
        ([[25, 35], [5, 35]], 0.259),
    ],
)
def test_cohen(table: list[list[int]], kappa: float) -> None:
    cells = [(i, j) for i in range(2) for j in range(2) for _ in range(table[i][j])]
    ratings = {"a": ["yn"[i] for i, _ in cells], "b": ["yn"[j] for _, j in cells]}
    (pair,) = _measured(rated(ratings)).pairs
    assert pair.measures["cohen_kappa"].value == pytest.approx(kappa, abs=5e-4)


# Fleiss (1971), table 1: six psychiatrists and thirty patients; depression, personality
# disorder, schizophrenia, neurosis, other.
PSYCHIATRISTS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
# Wikipedia, "Fleiss' kappa": fourteen raters, ten subjects, five categories, in hexadecimal.
FOURTEEN = "0000e 02642 00356 03920 22811 77000 32630 25322 65210 02237"


@pytest.mark.parametrize(("rows", "kappa"), [(PSYCHIATRISTS, 0.430), (FOURTEEN, 0.210)])
def test_fleiss(rows: str, kappa: float) -> None:
    subjects = [
        [str(n) for n, times in enumerate(row) for _ in range(int(times, 16))]
        for row in rows.split()
    ]
    raters = {f"{n:02}": [x[n] for x in subjects] for n in range(len(subjects[0]))}
    found = _measured(rated(raters))
    assert found.corpus["fleiss_kappa"].value == pytest.approx(kappa, abs=5e-4)


def test_unitizing() -> None:
    # Krippendorff (2004), p. 254: a continuum from 150 to 450; begin and length of each unit.
    both = [(180, 60, "k"), (300, 50, "k")]
    units = {
        "i": [(225, 70, "c"), (370, 30, "c"), *both],
        "j": [(220, 80, "c"), (355, 20, "c"), (400, 20, "c"), *both],
    }
    layers = (
        layer(who, *(Span("", b - 150, b - 150 + size, c) for b, size, c in found))
        for who, found in units.items()
    )
    found = _measured([Marked("1", "", 300, Tokens(), tuple(layers))])
    assert found.corpus["alpha_unitizing"].value == pytest.approx(0.859, abs=5e-4)
    assert found.alpha_by_label["c"].value == pytest.approx(0.7286, abs=5e-5)
    assert found.alpha_by_label["k"].value == 1
