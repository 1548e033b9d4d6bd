"""The commands that the window adds take what people type."""

import pytest

from ui.__main__ import commands, open_window


@pytest.mark.parametrize(
    ("typed", "project", "sample"),
    [
        ([], None, None),
        (["mine.annodb"], "mine.annodb", None),
        (["--sample"], None, "articles"),
        (["--sample", "review"], None, "review"),
    ],
)
def test_open_takes_a_project_a_sample_or_nothing(typed, project, sample):
    given = open_window.make_context("open", typed).params
    assert (given["project"] and str(given["project"]), given["sample"]) == (project, sample)


def test_the_window_adds_its_commands():
    assert {"open", "screenshot"} <= set(commands.list_commands(commands.make_context("a", ["x"])))
