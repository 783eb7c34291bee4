"""Claims of the project's own corpora, and what the library natively says of them."""

import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(os.environ.get("SUPERBILL_ROOT", pathlib.Path(__file__).parents[3]))
TODAY = "2026-11-20"


def claims():
    """Every right and faulty claim of tests/cases, as JSON text."""
    found = []
    for name in ("right.jsonl", "right-own.jsonl", "faulty.jsonl"):
        for line in (ROOT / "tests/cases" / name).read_text().splitlines():
            if line.strip():
                found.append(json.dumps(json.loads(line)["claim"]))
    return found


def files():
    """Our own 837 files."""
    return sorted((ROOT / "tests/hospital").glob("*.edi"))


def native(texts, tables):
    """Reports of the crate itself, as text."""
    calls = "\n".join(json.dumps({"claim": json.loads(text), "options": {"today": TODAY}}) for text in texts)
    command = ["cargo", "run", "--quiet", "--example", "native_reports", "--", str(tables)]
    run = subprocess.run(command, cwd=ROOT, input=calls, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()
