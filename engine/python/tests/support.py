"""Claims of the project's own corpora, and what the library natively says of them."""

import json
import os
import pathlib
import re

ROOT = pathlib.Path(os.environ.get("SUPERBILL_ROOT", pathlib.Path(__file__).parents[3]))
TODAY = "2026-11-20"


def claims():
    """Every right and faulty claim of tests/cases, as JSON text."""
    base = json.loads((ROOT / "tests/cases/base.json").read_text())
    found = []
    for name in ("right.jsonl", "right-own.jsonl", "faulty.jsonl"):
        for line in (ROOT / "tests/cases" / name).read_text().splitlines():
            if line.strip():
                row = json.loads(line)
                found.append(json.dumps(merged(base, row["with"]) if "with" in row else row["claim"]))
    return found


def merged(to, patch):
    """`to` after a JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    out = dict(to) if isinstance(to, dict) else {}
    for key, value in patch.items():
        if value is None:
            out.pop(key, None)
        else:
            out[key] = merged(out.get(key), value)
    return out


def files():
    """Our own 837 files."""
    return sorted((ROOT / "tests/hospital").glob("*.edi"))


def one_corpus():
    """Rows of the one corpus and what the crate itself says of each, as tests/one_corpus/native.mjs wrote them."""
    read = lambda name: (ROOT / "target/one-corpus" / name).read_text().splitlines()
    rows = [json.loads(line) for line in read("inputs.jsonl")]
    return [{**row, "bytes": bytes.fromhex(row["hex"]), "native": answers} for row, answers in zip(rows, read("native.jsonl"), strict=True)]


def row_of(row):
    """What a row's report is, out of the list of answers: of a JSON text with one claim the report alone, or its error."""
    native = row["native"]
    if re.match(rb"\W*ISA", row["bytes"][:64]) or len(json.loads(native)) != 1:
        return native
    head, found, report = native.partition('"report":')
    return report[:-2] if found else "{" + native[native.index('"error":') : -2] + "}"
