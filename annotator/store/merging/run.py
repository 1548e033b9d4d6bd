"""The steps of a merge in their order."""

from annotator.store.merging.differing import settle_layers
from annotator.store.merging.documents import bring_documents, match_annotators
from annotator.store.merging.join import Join, Merged
from annotator.store.merging.journal import bring_edits, hold_edits
from annotator.store.merging.layers import bring_layers
from annotator.store.merging.words import bring_words


def run(join: Join) -> Merged:
    """Bring everything of the other file into this one; the caller holds the transaction.

    Documents are matched by id, else by the SHA-256 of their text. A layer that is only there
    comes in; one that both have in different states is settled by annotator.versions. The journal
    comes along, so that the next merge knows what is later; edits whose results no longer stand
    as they left them cannot be undone then.
    Raises ProjectCorrupt if the other file contradicts this one.
    """
    match_annotators(join)
    bring_documents(join)
    settle_layers(join, bring_layers(join))
    bring_edits(join)
    hold_edits(join)
    bring_words(join, "role", ("annotator",))
    bring_words(join, "assignment", ("annotator", "document"))
    return join.result
