"""Files of claims: 837 (also gzip), NDJSON, FHIR, one answer a claim."""

import gzip
import json
import pathlib

from ._engine import column, shared

#: Rows of one call: enough that the call costs nothing, few enough that memory stays small.
ROWS = 1000


def _bytes(source):
    data = source if isinstance(source, (bytes, bytearray)) else pathlib.Path(source).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else bytes(data)


def read_837(source):
    """The claims of an 837 file (a path or bytes), each as a whole 837 of its own."""
    return shared().split_837(_bytes(source))


def validate_file(source, **options):
    """Answers on a file (a path or bytes): dicts with index, patientControlNumber and report or error, as npm's validateMany.

    An 837 is checked whole, so that what is wrong with its envelopes is found, too (index None).
    """
    engine, data = shared(), _bytes(source)
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head not in (b"{", b"["):
        yield from json.loads(engine.reports(*column([data]), **options)[0])
        return
    lines = [line for line in data.splitlines() if line.strip()] if head == b"{" and b"\n" in data.strip() else [data]
    if len(lines) > 1 and not all(line.lstrip()[:1] == b"{" for line in lines):
        lines = [data]
    for start in range(0, len(lines), ROWS):
        some = lines[start : start + ROWS]
        for at, answer in enumerate(engine.reports(*column(some), **options)):
            answer = json.loads(answer)
            item = answer if "error" in answer else {"report": answer}
            yield {"index": start + at, **item}
