"""The one table of actions: menus, tool buttons, the F1 sheet, the command palette and the
key strip are all made from it.

`scope` says where the keys hold: "window" everywhere, "canvas" while the text has the focus
(single letters must not fire while somebody types a note), else the id of a page.
"""

from dataclasses import dataclass
from typing import Literal

Scope = Literal["window", "canvas", "review", "insights", "scheme"]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. The page, the window or the application has a command of the same `id`."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    group: str = ""
    scope: Scope = "window"
    icon: str = ""
    needs: Literal["", "project", "document", "edit"] = ""
    menu: bool = True


def _row(
    id: str,
    title: str,
    keys: str,
    group: str,
    needs: Literal["", "project", "document", "edit"],
    scope: Scope = "window",
    icon: str = "",
    menu: bool = True,
) -> ActionRow:
    return ActionRow(
        id, title, tuple(keys.split("  ")) if keys else (), group, scope, icon, needs, menu
    )


def _with_shift(key: str) -> str:
    """`Ctrl+Left` as `Ctrl+Shift+Left`."""
    stem, plus, last = key.rpartition("+")
    return f"{stem}{plus}Shift+{last}"


FILE, EDIT, DOCUMENTS, SPANS, RELATIONS, REVIEW, TEXT, LABELS, GO, VIEW, HELP = (
    "File",
    "Edit",
    "Documents",
    "Spans",
    "Relations",
    "Review",
    "Text",
    "Labels",
    "Go",
    "View",
    "Help",
)
GROUPS = (FILE, EDIT, DOCUMENTS, SPANS, RELATIONS, REVIEW, TEXT, LABELS, GO, VIEW, HELP)

ACTIONS: tuple[ActionRow, ...] = (
    _row("new_project", "New project…", "Ctrl+N", FILE, ""),
    _row("open_project", "Open a project…", "Ctrl+O", FILE, "", icon="folder"),
    _row("open_sample", "Open the sample project", "", FILE, "", icon="book-open"),
    _row("open_review_sample", "Open the sample of review", "", FILE, "", icon="person"),
    _row("import_documents", "Import articles…", "Ctrl+I", FILE, "project", icon="import"),
    _row("export_documents", "Export…", "Ctrl+Shift+E", FILE, "project", icon="export"),
    _row("suggest_all", "Suggest in all documents", "", FILE, "project", icon="spark"),
    _row("pipelines", "Pipelines…", "", FILE, "", icon="spark"),
    _row("ask_llm", "Ask a language model…", "", FILE, "project", icon="spark"),
    _row("train", "Train…", "Ctrl+T", FILE, "project", icon="spark"),
    _row("cancel_work", "Cancel what runs in the background", "", FILE, "project", menu=False),
    _row("people", "People and assignment…", "Ctrl+Shift+P", FILE, "project", icon="person"),
    _row("split_project", "Split into one file a person…", "", FILE, "project"),
    _row("merge_projects", "Merge people’s files…", "", FILE, "project"),
    _row("choose_identity", "Who labels…", "", FILE, "", icon="person"),
    _row("preferences", "Preferences…", "Ctrl+,", FILE, ""),
    _row("close_window", "Close the window", "Ctrl+Q", FILE, ""),
    _row("undo", "Undo", "Ctrl+Z", EDIT, "project", icon="undo"),
    _row("redo", "Redo", "Ctrl+Shift+Z  Ctrl+Y", EDIT, "project", icon="redo"),
    _row("mark_done", "Mark the selected documents as done", "", DOCUMENTS, "edit"),
    _row("mark_skipped", "Mark the selected documents as skipped", "", DOCUMENTS, "edit"),
    _row("mark_open", "Mark the selected documents as in progress", "", DOCUMENTS, "edit"),
    _row("trash_documents", "Put the selected documents into the trash", "", DOCUMENTS, "project"),
    _row("restore_documents", "Restore the selected documents", "", DOCUMENTS, "project"),
    _row("show_trash", "Show the trash", "", DOCUMENTS, "project"),
    _row("next_span", "Next span or suggestion", "Tab", SPANS, "document", "canvas"),
    _row("previous_span", "Previous span or suggestion", "Shift+Tab", SPANS, "document", "canvas"),
    _row("accept", "Accept the suggestion", "Return  Enter", SPANS, "edit", "canvas", icon="check"),
    _row("remove", "Reject or delete", "X  Del", SPANS, "edit", "canvas"),
    _row("accept_all", "Accept all suggestions", "Ctrl+Shift+Return", SPANS, "edit"),
    _row("end_right", "Move the end edge right", "Alt+Right", SPANS, "edit", "canvas"),
    _row("end_left", "Move the end edge left", "Alt+Left", SPANS, "edit", "canvas"),
    _row("start_right", "Move the start edge right", "Alt+Shift+Right", SPANS, "edit", "canvas"),
    _row("start_left", "Move the start edge left", "Alt+Shift+Left", SPANS, "edit", "canvas"),
    _row(
        "end_right_character",
        "Move the end edge right by a character",
        "Ctrl+Alt+Right",
        SPANS,
        "edit",
        "canvas",
    ),
    _row(
        "end_left_character",
        "Move the end edge left by a character",
        "Ctrl+Alt+Left",
        SPANS,
        "edit",
        "canvas",
    ),
    _row("label_all", "Label all occurrences…", "L", SPANS, "edit", "canvas", icon="tag"),
    _row("remove_all", "Take labels off all occurrences…", "Shift+L", SPANS, "edit", "canvas"),
    _row("check_consistency", "Check consistency…", "", SPANS, "project", icon="warning"),
    _row("split", "Split the span at the caret", "", SPANS, "edit", "canvas"),
    _row("add_part", "Add the selected text to the span", "Ctrl+J", SPANS, "edit", "canvas"),
    _row("take_part", "Take the selected text off it", "Ctrl+Shift+J", SPANS, "edit", "canvas"),
    _row("edit_note", "Write a note", "Ctrl+Shift+N", SPANS, "edit", icon="comment"),
    _row("edit_attributes", "Attributes of the span or relation", "Ctrl+E", SPANS, "edit"),
    _row("edit_entity", "Link to a knowledge base", "Ctrl+Shift+B", SPANS, "edit"),
    _row("comment", "Comment on the span or document", "Ctrl+Shift+C", SPANS, "edit"),
    _row("document_labels", "Labels of the document", "Ctrl+Shift+D", SPANS, "edit"),
    _row("draw_relation", "Relation from the current span", "R", RELATIONS, "edit", "canvas"),
    _row("reverse", "Turn the relation round", "Shift+R", RELATIONS, "edit", "canvas"),
    _row("next_relation", "Next relation of the span", "Alt+Down", RELATIONS, "document", "canvas"),
    _row(
        "previous_relation",
        "Previous relation of the span",
        "Alt+Up",
        RELATIONS,
        "document",
        "canvas",
    ),
    _row("escape", "Cancel", "Esc", RELATIONS, "document", "canvas", menu=False),
    *(
        _row(
            f"take_{n}",
            f"Take the version of annotator {n}",
            str(n),
            REVIEW,
            "project",
            "review",
            menu=False,
        )
        for n in range(1, 10)
    ),
    _row("take_none", "Nothing belongs here", "0", REVIEW, "project", "review"),
    _row("edit_version", "Make a version of your own", "E", REVIEW, "project", "review"),
    _row("turn_version", "Turn the relation round", "Shift+R", REVIEW, "project", "review"),
    _row("decide_later", "Decide later", "D", REVIEW, "project", "review"),
    _row("comment_decision", "Comment for the annotators", "C", REVIEW, "project", "review"),
    _row("keep_decision", "Keep what was decided", "K", REVIEW, "project", "review"),
    _row("reopen_decision", "Take the decision back", "Del", REVIEW, "project", "review"),
    _row("next_conflict", "Next conflict", "Return  Enter", REVIEW, "project", "review"),
    _row("previous_conflict", "Previous conflict", "Backspace", REVIEW, "project", "review"),
    _row("stop_editing", "Back to the versions", "Esc", REVIEW, "project", "review", menu=False),
    _row("go_on", "Go on after each decision, or stay", "", REVIEW, "project"),
    _row("decide_in_bulk", "Decide in bulk…", "Ctrl+B", REVIEW, "project"),
    *(
        _row(
            f"{verb}_{name}",
            f"{text} {to}",
            _with_shift(key) if mods else key,
            TEXT,
            "document",
            "canvas",
            menu=False,
        )
        for verb, text, mods in (("move", "Caret", ""), ("select", "Select", "Shift+"))
        for name, to, key in (
            ("left", "to the previous token", "Left"),
            ("right", "to the next token", "Right"),
            ("up", "a line up", "Up"),
            ("down", "a line down", "Down"),
            ("line_start", "to the start of the line", "Home"),
            ("line_end", "to the end of the line", "End"),
            ("sentence_left", "to the previous sentence", "Ctrl+Left"),
            ("sentence_right", "to the next sentence", "Ctrl+Right"),
            ("paragraph_up", "to the previous paragraph", "Ctrl+Up"),
            ("paragraph_down", "to the next paragraph", "Ctrl+Down"),
            ("page_up", "a page up", "PgUp"),
            ("page_down", "a page down", "PgDown"),
            ("text_start", "to the start of the text", "Ctrl+Home"),
            ("text_end", "to the end of the text", "Ctrl+End"),
        )
    ),
    _row("scheme", "Labels and guidelines…", "Ctrl+Shift+L", LABELS, "project", icon="palette"),
    _row("scheme_add", "Add a label", "Ins  Ctrl+Shift+A", LABELS, "project", "scheme"),
    _row("scheme_up", "Move the label up", "Alt+Up", LABELS, "project", "scheme"),
    _row("scheme_down", "Move the label down", "Alt+Down", LABELS, "project", "scheme"),
    _row("scheme_rename", "Rename the label everywhere…", "Ctrl+R", LABELS, "project", "scheme"),
    _row("scheme_merge", "Merge it with another label…", "Ctrl+M", LABELS, "project", "scheme"),
    _row("scheme_delete", "Delete the label…", "Del", LABELS, "project", "scheme", icon="trash"),
    _row("scheme_attributes", "Attributes of the label…", "Ctrl+E", LABELS, "project", "scheme"),
    _row("scheme_import", "Import labels…", "", LABELS, "project", "scheme", icon="import"),
    _row("scheme_export", "Save the labels as a file…", "", LABELS, "project", "scheme"),
    _row("scheme_close", "Back to the text", "Esc", LABELS, "project", "scheme", menu=False),
    _row("finish", "Done, and next document", "Ctrl+Return", GO, "edit"),
    _row("skip", "Skip, and next document", "Ctrl+Shift+K", GO, "edit"),
    _row("next_document", "Next document", "Ctrl+PgDown", GO, "project", icon="chevron-right"),
    _row("previous_document", "Previous document", "Ctrl+PgUp", GO, "project", icon="chevron-left"),
    _row("find", "Find in the document", "Ctrl+F", GO, "document", icon="search"),
    _row("find_next", "Next hit", "Ctrl+G", GO, "document"),
    _row("find_previous", "Previous hit", "Ctrl+Shift+G", GO, "document"),
    _row("filter_documents", "Filter documents", "Ctrl+Shift+F", GO, "project", icon="search"),
    _row("command_palette", "Search or run a command", "Ctrl+K", GO, "", icon="search", menu=False),
    _row("mode_annotate", "Annotate", "Ctrl+1", VIEW, "project"),
    _row("mode_review", "Review", "Ctrl+2", VIEW, "project"),
    _row("mode_mine", "My labels against gold", "", VIEW, "project", icon="book-open"),
    _row("mode_insights", "Insights", "Ctrl+3", VIEW, "project"),
    _row("focus_message", "Go to the message", "F6", GO, ""),
    _row("toggle_documents", "Document list", "F4", VIEW, "project"),
    _row("guidelines", "Guidelines beside the text", "F2", VIEW, "project", icon="book-open"),
    _row("toggle_inspector", "Inspector", "F3", VIEW, "project"),
    _row("focus_mode", "Focus on the sentence or paragraph", "F8", VIEW, "document"),
    _row("zoom_in", "Larger text", "Ctrl++  Ctrl+=", VIEW, "document", icon="plus"),
    _row("zoom_out", "Smaller text", "Ctrl+-", VIEW, "document", icon="minus"),
    _row("zoom_reset", "Normal size", "Ctrl+0", VIEW, "document"),
    _row("theme_light", "Light theme", "", VIEW, "", icon="sun"),
    _row("theme_dark", "Dark theme", "", VIEW, "", icon="moon"),
    _row("theme_system", "Theme of the system", "", VIEW, ""),
    _row("show_keys", "All keys", "F1", HELP, ""),
    _row("about", "About Annotator", "", HELP, ""),
)
BY_ID = {row.id: row for row in ACTIONS}


def by_group(group: str) -> tuple[ActionRow, ...]:
    """The rows of a group, in order."""
    return tuple(row for row in ACTIONS if row.group == group)
