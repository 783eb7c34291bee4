"""DuckDB: SQL functions over columns of claims, through Arrow.

    superbill.duck.register(con, today="2026-11-01")
    con.sql("select superbill_validate(claim).errors from claims")
"""

from . import arrow

RESULT = (
    "STRUCT(valid BOOLEAN, errors INTEGER, warnings INTEGER, infos INTEGER, error VARCHAR, "
    'findings STRUCT("rule" VARCHAR, severity VARCHAR, path VARCHAR, message VARCHAR, fix VARCHAR, line INTEGER)[])'
)


def register(connection, **options):
    """Makes superbill_validate(claim), superbill_report(claim) and superbill_search(text) known to a connection."""
    kind = connection.dtype if hasattr(connection, "dtype") else None
    struct = kind(RESULT) if kind else RESULT
    for name, function, result in (
        ("superbill_validate", lambda column: arrow.validate(column, **options), struct),
        ("superbill_report", lambda column: arrow.reports(column, **options), "VARCHAR"),
        ("superbill_search", lambda column: arrow.search(column), "VARCHAR"),
    ):
        connection.create_function(name, function, ["VARCHAR"], result, type="arrow")
