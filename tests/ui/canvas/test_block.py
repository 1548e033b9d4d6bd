import pytest
from PySide6.QtWidgets import QApplication

from ui.canvas.block import Block
from ui.canvas.metrics import metrics

TEXTS = {
    "plain": "The minister of Norway spoke. " * 9,
    "astral": "Emoji 🎉🎉🎉 stand 𝒳 here. " * 9,
    "joined": "A family 👩‍👩‍👧 of cafe\u0301 owners. " * 9,
    "arabic": "قال الرئيس إنه سيزور Pyongyang في 2024. " * 9,
}


@pytest.fixture(params=TEXTS, autouse=True)
def block(request: pytest.FixtureRequest, qapp: QApplication) -> Block:
    return Block(TEXTS[request.param], 100, metrics().text, 400)


def test_lines_cover_the_text_in_code_points(block: Block) -> None:
    edges = [line.start for line in block.lines] + [block.lines[-1].end]
    assert edges == [100, *(line.end for line in block.lines)]
    assert edges[-1] == 100 + len(block.text)
    assert len(block.lines) > 2


def test_a_place_on_a_line_and_its_offset_agree(block: Block) -> None:
    for line in block.lines:
        for cluster in block.clusters(line):
            width = cluster.right - cluster.left
            if width > 1:
                lead = cluster.right - width / 4 if cluster.rtl else cluster.left + width / 4
                assert block.offset_at(line, lead) == cluster.start
                assert cluster.left <= block.x_of(line, cluster.start) <= cluster.right


def test_clusters_hold_each_code_point_once(block: Block) -> None:
    for line in block.lines:
        held = sorted(i for c in block.clusters(line) for i in range(c.start, c.end))
        drawn = [i for i in range(line.start, line.end) if not block.text[i - 100].isspace()]
        assert len(held) == len(set(held))
        assert set(drawn) <= set(held)
