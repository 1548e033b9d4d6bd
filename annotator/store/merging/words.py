"""Roles and assignments of both files: of each row the one that was said later holds."""

from annotator.store.merging.documents import annotator_here
from annotator.store.merging.join import Join, rows_of
from annotator.store.rawrows import Raw, insert


def bring_words(join: Join, table: str, keys: tuple[str, ...]) -> None:
    """Bring the rows of a table in that has a column `changed`."""
    where = " AND ".join(f"{key} = ?" for key in keys)
    makers: dict[str, str] = {}
    for row in list(rows_of(join.source.execute(f"SELECT * FROM {table}"))):  # noqa: S608
        if row["annotator"] not in makers:
            makers[row["annotator"]] = annotator_here(join, row["annotator"])
        row["annotator"] = makers[row["annotator"]]
        if "document" in row:
            row["document"] = join.documents[row["document"]]
        names = [row[key] for key in keys]
        found = join.goal.execute(f"SELECT * FROM {table} WHERE {where}", names)  # noqa: S608
        mine = next(rows_of(found), None)
        if mine is None or _later(row) > _later(mine):
            join.goal.execute(f"DELETE FROM {table} WHERE {where}", names)  # noqa: S608
            insert(join.goal, table, [row])


def _later(row: Raw) -> tuple[str, str]:
    return (row["changed"], repr(sorted(row.items())))
