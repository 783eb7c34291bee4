"""superbill in Python: which code, and is this claim clean? Offline; nothing leaves the process.

    import superbill
    superbill.search("copd", sets=["icd10cm"], on="2026-11-01")
    superbill.validate({"claimInformation": {...}}, today="2026-11-01")
    for answer in superbill.validate_file("claims.837", today="2026-11-01"): ...

Columns: superbill.arrow (pyarrow, pandas, polars), superbill.spark, superbill.duck (DuckDB). The answers are those of the Rust crate
and of the npm package: the same module runs here in wasmtime.
"""

from ._engine import Engine, SuperbillError, shared
from ._files import read_837, validate_file

__all__ = [
    "Engine",
    "SuperbillError",
    "browse",
    "load_table",
    "lookup",
    "read_837",
    "rules",
    "search",
    "service_keys",
    "tables",
    "validate",
    "validate_file",
]


def search(query, **options):
    """Codes for what was typed or pasted: a list of hits. Options: sets, limit, on, billable, within, fallback."""
    return shared().search(query, **options)


def lookup(set, code, on=None):
    """Everything known of a code, or None."""
    return shared().ask("lookup", set=set, code=code, on=on)


def browse(set, code=None, on=None):
    """What lies directly below a code, a block or a chapter."""
    return shared().ask("browse", set=set, code=code, on=on)


def validate(claim, **options):
    """The report on a claim: a dict, or JSON, FHIR or X12 as str or bytes. Options: on, today, timely_filing_days, rules, ..."""
    return shared().validate(claim, **options)


def service_keys(claims):
    """Claim, line and key of every service of professional claims: a key that comes on two claims is the same service billed twice."""
    return shared().service_keys(claims)


def rules():
    """Every rule: id, what it says, why, its source."""
    return shared().ask("rules")


def tables():
    """What is loaded, with its release and its days."""
    return shared().ask("tables")


def load_table(table):
    """Takes in a .tbl file (a path or its bytes) in place of the one of its kind; what it says of itself."""
    return shared().load_table(table)
