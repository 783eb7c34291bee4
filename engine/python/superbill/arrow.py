"""Columns of claims: pyarrow in, pyarrow out, without a Python object a row. pandas and polars go through the same.

    superbill.arrow.validate(table["claim"], today="2026-11-01")        # a struct column
"""

import struct as _struct

import pyarrow as pa
import pyarrow.compute  # noqa: F401  (pa.compute)

from ._engine import STOPPED_CODE, column, shared

FINDING = pa.struct(
    [
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("path", pa.string()),
        ("message", pa.string()),
        ("fix", pa.string()),
        ("line", pa.int32()),
    ]
)

#: The type of a validated row. `valid` is null, and `error` says why, for what could not be read at all.
RESULT = pa.struct(
    [
        ("valid", pa.bool_()),
        ("errors", pa.int32()),
        ("warnings", pa.int32()),
        ("infos", pa.int32()),
        ("error", pa.string()),
        ("findings", pa.list_(FINDING)),
    ]
)

SERVICE = pa.struct([("line", pa.int32()), ("key", pa.string())])
#: The type of a row's services.
SERVICES = pa.list_(SERVICE)


def validate(claims, engine=None, **options):
    """Checks a column of claims (JSON, FHIR or X12; string or binary): a struct a row, see RESULT. A null row stays null."""
    if isinstance(claims, pa.ChunkedArray):
        chunks = [validate(chunk, engine, **options) for chunk in claims.chunks]
        return pa.chunked_array(chunks, type=RESULT)
    claims = pa.array(claims) if not isinstance(claims, pa.Array) else claims
    if pa.types.is_null(claims.type):
        return pa.nulls(len(claims), RESULT)
    offsets, values = _layout(claims)
    parts = [_columns(part) for part in (engine or shared()).columns(offsets, values, **options)]
    out = parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
    if claims.null_count == 0:
        return out
    return pa.StructArray.from_arrays(out.flatten(), fields=list(RESULT), mask=claims.is_null())


def reports(claims, engine=None, **options):
    """The whole report of every row as JSON, byte for byte that of the npm package. A null row stays null."""
    if isinstance(claims, pa.ChunkedArray):
        return pa.chunked_array([reports(chunk, engine, **options) for chunk in claims.chunks], type=pa.string())
    claims = pa.array(claims) if not isinstance(claims, pa.Array) else claims
    offsets, values = _layout(claims)
    out = pa.array([row.decode() for row in (engine or shared()).reports(offsets, values, **options)], pa.string())
    return out if claims.null_count == 0 else pa.compute.if_else(claims.is_valid(), out, pa.scalar(None, pa.string()))


def service_keys(claims, engine=None):
    """The services of every row, see SERVICES, for grouping: a key that comes on two rows is the same service billed twice."""
    if isinstance(claims, pa.ChunkedArray):
        return pa.chunked_array([service_keys(chunk, engine) for chunk in claims.chunks], type=SERVICES)
    claims = pa.array(claims) if not isinstance(claims, pa.Array) else claims
    starts, lines, ends, keys = [pa.py_buffer(b) for b in (engine or shared()).keys(*_layout(claims))]
    found = lines.size // 4
    each = [pa.Array.from_buffers(pa.int32(), found, [None, lines]), pa.StringArray.from_buffers(found, ends, keys)]
    services = pa.StructArray.from_arrays(each, fields=list(SERVICE))
    return pa.ListArray.from_arrays(pa.Array.from_buffers(pa.int32(), len(claims) + 1, [None, starts]), services).cast(SERVICES)


def search(queries, engine=None, **options):
    """The hits of every row as JSON."""
    import json

    found = (engine or shared()).search_batch([q or "" for q in queries.to_pylist()], **options)
    return pa.array([json.dumps(hits) for hits in found], pa.string())


def _layout(claims):
    """Offsets from 0 and values, as they lie in the array where they can."""
    wide = pa.types.is_large_string(claims.type) or pa.types.is_large_binary(claims.type)
    if not (wide or pa.types.is_string(claims.type) or pa.types.is_binary(claims.type)):
        claims = claims.cast(pa.string())
    if wide:
        narrow = pa.binary() if pa.types.is_large_binary(claims.type) else pa.string()
        claims = claims.cast(narrow)
    if len(claims) == 0:
        return column([])
    _, offsets, values = claims.buffers()
    size = 4 * (len(claims) + 1)
    numbers = memoryview(offsets)[4 * claims.offset : 4 * claims.offset + size]
    first, last = _struct.unpack("<I", numbers[:4])[0], _struct.unpack("<I", numbers[-4:])[0]
    data = memoryview(values)[first:last] if values is not None else b""
    if first == 0:
        return numbers, data
    moved = pa.compute.subtract(pa.Array.from_buffers(pa.uint32(), len(claims) + 1, [None, pa.py_buffer(numbers)]), pa.scalar(first, pa.uint32()))
    return memoryview(moved.buffers()[1])[:size], data


def _columns(buffers):
    """One part of `Engine.columns` as an array of RESULT."""
    if buffers is None:
        return pa.array([{"valid": None, "errors": 0, "warnings": 0, "infos": 0, "error": STOPPED_CODE, "findings": []}], RESULT)
    held = [pa.py_buffer(b) for b in buffers]
    found = len(buffers[20]) // 4
    # Arrays as they lie: no kernel of Arrow runs here, whose code a worker would have to fetch anew for every batch.
    array = pa.Array.from_buffers

    def numbers(at, length, bits=None):
        return array(pa.int32(), length, [bits, held[at]])

    def texts(at, length, bits=None):
        return array(pa.string(), length, [bits, held[at], held[at + 1]])

    count = len(buffers[2]) // 4
    each = [texts(at, found) for at in (9, 11, 13, 15, 17)] + [numbers(20, found, held[19])]
    findings = array(RESULT.field("findings").type, count, [None, held[8]], children=[array(FINDING, found, [None], children=each)])
    valid = array(pa.bool_(), count, [held[0], held[1]])
    counts = [numbers(at, count) for at in (2, 3, 4)]
    return array(RESULT, count, [None], children=[valid, *counts, texts(6, count, held[5]), findings])


__all__ = ["FINDING", "RESULT", "SERVICES", "reports", "search", "service_keys", "validate"]
