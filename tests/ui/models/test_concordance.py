"""Ticks of hits and of their headings."""

from PySide6.QtCore import Qt

from ui.models.concordance import ConcordanceModel, HitRow

CHECK = Qt.CheckState


def hit(text="Kim", possible=True, ticked=True):
    return HitRow("before ", text, " after", possible=possible, ticked=ticked)


def model(qtmodeltester=None):
    made = ConcordanceModel()
    made.set_hits([("one", [hit(), hit(possible=False), hit(ticked=False)]), ("two", [hit("Ada")])])
    return made


def test_the_model_is_one(qtmodeltester):
    made = model()
    qtmodeltester.check(made)
    made.set_hits([])
    assert made.rowCount() == 0


def test_what_is_offered_is_ticked():
    made = model()
    assert made.ticked == [0, 3]
    assert made.headings_ticked() == 2
    assert [made.state(row) for row in range(6)] == [
        CHECK.PartiallyChecked, CHECK.Checked, CHECK.Unchecked, CHECK.Unchecked,
        CHECK.Checked, CHECK.Checked,
    ]  # fmt: skip


def test_a_heading_goes_with_all_its_hits():
    made = model()
    made.toggle(0)
    assert made.ticked == [0, 2, 3]
    assert made.state(0) == CHECK.Checked
    assert made.count(made.heading(0)) == (2, 3)
    made.toggle(0)
    assert made.ticked == [3]
    assert made.headings_ticked() == 1


def test_what_is_impossible_cannot_be_ticked():
    made = model()
    made.toggle(2)
    assert made.ticked == [0, 3]
    assert made.row_of(3) == 5
    assert made.hit_at(5) == 3
