"""Spark: the same rules where the data lies. One instance of the module a Python worker, one call a batch of rows.

    from superbill.spark import read_837, validate
    claims = read_837(spark, "s3://bucket/claims/*.837")
    found = validate(claims, column="claim", today="2026-11-01")
    found.select("path", "result.errors", "result.findings")

Works on batch and on streaming DataFrames. Rows do not see each other; to find duplicates group by the claim's own keys.
"""

import os

import pyarrow as pa

from . import arrow
from ._engine import Engine, SuperbillError

#: As Spark writes arrow.RESULT.
RESULT = (
    "struct<valid:boolean,errors:int,warnings:int,infos:int,error:string,"
    "findings:array<struct<rule:string,severity:string,path:string,message:string,fix:string,line:int>>>"
)

_engines = {}


def _engine(tables):
    """This process's engine with these tables (a broadcast, or None for those of the wheel)."""
    key = (os.getpid(), None if tables is None else tables.id if hasattr(tables, "id") else id(tables))
    if key not in _engines:
        _engines.clear()
        _engines[key] = Engine(None if tables is None else tables.value)
    return _engines[key]


def _broadcast(spark, tables):
    """Tables verified here, before the first row, and sent to every executor once."""
    if tables is None:
        Engine()
        return None
    read = {}
    for name, table in dict(tables).items():
        if isinstance(table, (str, os.PathLike)):
            with open(table, "rb") as file:
                table = file.read()
        read[name] = bytes(table)
    Engine(read)
    return spark.sparkContext.broadcast(read)


def validate(df, column="claim", output="result", tables=None, **options):
    """`df` with a struct column of what was found in `column` (JSON, FHIR or X12 text, or bytes); see RESULT.

    tables: name to path or bytes, to use in place of those of the wheel; they are verified now, and broadcast.
    """
    if column not in df.columns:
        raise SuperbillError("bad-option", f"there is no column `{column}`; there are {', '.join(df.columns)}")
    sent = _broadcast(df.sparkSession, tables)
    schema = ", ".join(f"`{f.name}` {f.dataType.simpleString()}" for f in df.schema.fields)

    def check(batches):
        engine = _engine(sent)
        for batch in batches:
            at = batch.schema.get_field_index(column)
            result = arrow.validate(batch.column(at), engine, **options)
            yield pa.RecordBatch.from_arrays([*batch.columns, result], [*batch.schema.names, output])

    return df.mapInArrow(check, f"{schema}, `{output}` {RESULT}")


def reports(df, column="claim", output="report", tables=None, **options):
    """`df` with the whole report as JSON."""
    sent = _broadcast(df.sparkSession, tables)
    schema = ", ".join(f"`{f.name}` {f.dataType.simpleString()}" for f in df.schema.fields)

    def check(batches):
        engine = _engine(sent)
        for batch in batches:
            at = batch.schema.get_field_index(column)
            result = arrow.reports(batch.column(at), engine, **options)
            yield pa.RecordBatch.from_arrays([*batch.columns, result], [*batch.schema.names, output])

    return df.mapInArrow(check, f"{schema}, `{output}` string")


def read_837(spark, path):
    """837 files as one row a claim: path, claim (a whole 837 of its own). A file is read by one task."""
    files = spark.read.format("binaryFile").load(path).select("path", "content")

    def split(batches):
        import gzip

        engine = _engine(None)
        for batch in batches:
            for name, content in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
                if content[:2] == b"\x1f\x8b":
                    content = gzip.decompress(content)
                claims = engine.split_837(content)
                for start in range(0, len(claims), 1000):
                    some = claims[start : start + 1000]
                    yield pa.RecordBatch.from_arrays([pa.array([name] * len(some)), pa.array(some, pa.binary())], ["path", "claim"])

    return files.mapInArrow(split, "path string, claim binary")
