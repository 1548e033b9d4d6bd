"""Sections of the guidelines: found by their headings, written back without touching the rest."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.guidelines import retitled, section, with_section
from annotator.scheme import Label

PERSON = Label("PERSON", short="PER", name="Person")
ORG = Label("ORG", name="Organisation")
TEXT = """Label names.

# Person
With the title.

## Not
Pronouns.

```
# Organisation
```

# PER two
# Organisation #
With the legal form.
"""


def test_a_section_goes_to_the_next_heading_as_high() -> None:
    found = section(TEXT, PERSON)
    assert found.startswith("# Person\nWith the title.")
    assert found.endswith("# Organisation\n```")  # in a block of code it is no heading
    assert section(TEXT, ORG) == "# Organisation #\nWith the legal form."
    assert section(TEXT, Label("GPE")) == ""


def test_a_section_is_found_by_id_name_and_chip() -> None:
    for name in ("PERSON", "Person", "per"):
        assert section(f"## {name}\nText", PERSON) == f"## {name}\nText"


def test_writing_a_section_keeps_the_rest() -> None:
    changed = with_section(TEXT, ORG, "# Organisation\nNew.")
    assert section(changed, ORG) == "# Organisation\nNew."
    assert section(changed, PERSON) == section(TEXT, PERSON)
    assert with_section(TEXT, ORG, "").rstrip().endswith("# PER two")
    assert with_section("", ORG, "## ORG\nA") == "## ORG\nA\n"


def test_a_section_without_its_heading_gets_one() -> None:
    assert with_section("", PERSON, "With the title.") == "## Person\nWith the title.\n"
    assert with_section("", PERSON, "# People\nText") == "## Person\nText\n"
    assert with_section("", PERSON, "Text\n# Deep\nmore") == "## Person\nText\n### Deep\nmore\n"
    assert with_section("", PERSON, "  \n") == ""


def test_a_section_keeps_its_level() -> None:
    whole = "## Names\n\n### PER\nOld.\n\n### ORG\nText.\n"
    assert with_section(whole, PERSON, "# Person\nNew.") == whole.replace(
        "### PER\nOld.", "### Person\nNew."
    )


def test_a_heading_follows_another_name() -> None:
    human = Label("PERSON", short="HUM", name="Human being")
    changed = retitled("# Person\nText\n", PERSON, human)
    assert changed == "# Human being\nText\n"
    assert retitled("# PERSON\nText\n", PERSON, human) == "# PERSON\nText\n"
    assert retitled("Nothing", PERSON, human) == "Nothing"


LINES = st.lists(st.sampled_from(["", "Text", "# Person", "## PER", "# ORG", "### Deep", "```"]))


@given(LINES, LINES)
def test_writing_a_section_leaves_the_others_alone(before: list[str], written: list[str]) -> None:
    whole, text = "\n".join(before), "\n".join(x for x in written if x != "```")
    if whole.count("```") % 2 == 0 and text.strip():
        changed = with_section(whole, PERSON, text)
        assert section(changed, PERSON)
        assert with_section(changed, PERSON, section(changed, PERSON)) == changed
        gone = with_section(whole, PERSON, "")
        assert with_section(changed, PERSON, "").split() == gone.split()
