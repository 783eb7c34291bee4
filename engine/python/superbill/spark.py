"""Spark: the same rules where the data lies. One instance of the module a Python worker, one call a batch of rows.

    from superbill.spark import read_837, validate
    claims = read_837(spark, "s3://bucket/claims/*.837")
    found = validate(claims, column="claim", today="2026-11-01")
    found.select("path", "result.errors", "result.findings")

Works on batch and on streaming DataFrames. Rows do not see each other; duplicates across a data set are found by Spark's own grouping
on the keys that `service_keys` adds. Each function adds one column, `output`; a name that a column has already, in whatever case, is
refused (`bad-option`), since Spark would put the new column in its place.
"""

import os

import pyarrow as pa

try:
    from pyspark.sql.functions import arrow_udf
except ImportError:
    # Spark before 4.1: whole rows go to the workers and back.
    arrow_udf = None

from . import arrow
from ._engine import Engine, SuperbillError

#: As Spark writes arrow.RESULT.
RESULT = (
    "struct<valid:boolean,errors:int,warnings:int,infos:int,error:string,"
    "findings:array<struct<rule:string,severity:string,path:string,message:string,fix:string,line:int>>>"
)

_kept = None


def _engine(tables):
    """This process's engine with these tables (a broadcast, or None for those of the wheel)."""
    global _kept
    # The broadcast itself stays beside its engine: the address of one that is gone may be another's.
    if _kept is None or _kept[0] != os.getpid() or _kept[1] is not tables:
        _kept = None
        _kept = (os.getpid(), tables, Engine(None if tables is None else tables.value))
    return _kept[2]


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


def _quoted(name):
    """A column's name as Spark's SQL takes it, whatever is in it."""
    return "`" + name.replace("`", "``") + "`"


def _mapped(df, column, output, kind, tables, run):
    """`df` with one more column, made of another by `run(array, engine)` in every Python worker."""
    if column not in df.columns:
        raise SuperbillError("bad-option", f"there is no column `{column}`; there are {', '.join(df.columns)}")
    if output.lower() in (name.lower() for name in df.columns):
        raise SuperbillError("bad-option", f"there is a column `{output}` already; choose another name by `output`")
    sent = _broadcast(df.sparkSession, tables)
    if arrow_udf is not None:
        # Only the claims go to the worker and only the answers come back; what the query does not ask for, Spark leaves out. It takes
        # a function that always answers alike for one that it may run again, once for a filter and once for what is shown.
        answered = arrow_udf(lambda claims: run(claims, _engine(sent)), kind).asNondeterministic()
        return df.withColumn(output, answered(df[_quoted(column)]))
    schema = ", ".join(f"{_quoted(f.name)} {f.dataType.simpleString()}" for f in df.schema.fields)

    def each(batches):
        engine = _engine(sent)
        for batch in batches:
            result = run(batch.column(batch.schema.get_field_index(column)), engine)
            yield pa.RecordBatch.from_arrays([*batch.columns, result], [*batch.schema.names, output])

    return df.mapInArrow(each, f"{schema}, {_quoted(output)} {kind}")


def validate(df, column="claim", output="result", tables=None, **options):
    """`df` with a struct column of what was found in `column` (JSON, FHIR or X12 text, or bytes); see RESULT.

    output: the name of the new column; not one that `df` has.
    tables: name to path or bytes, to use in place of those of the wheel; they are verified now, and broadcast.
    """
    return _mapped(df, column, output, RESULT, tables, lambda claims, engine: arrow.validate(claims, engine, **options))


def reports(df, column="claim", output="report", tables=None, **options):
    """`df` with the whole report as JSON."""
    return _mapped(df, column, output, "string", tables, lambda claims, engine: arrow.reports(claims, engine, **options))


def service_keys(df, column="claim", output="services"):
    """`df` with an array of line and key of every service. A key on two rows is the same service billed twice:

    keyed.select("id", F.explode("services").alias("s")).groupBy("s.key").agg(F.collect_set("id").alias("ids")).where("size(ids) > 1")
    """
    return _mapped(df, column, output, "array<struct<line:int,key:string>>", None, arrow.service_keys)


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
