"""How fast claims in 837 are checked inside Spark: python engine/bench/spark.py [ROWS] [CORES ...]   (after ./x engine)

Claims are made inside the executors (the project's own two-line professional claim, numbered), so nothing is read from a disk.
Prints rows and CPU seconds, the time of making the claims alone taken off, the memory of a Python worker after a tenth and at the
end, and the rate of one instance of the module outside Spark in the same minutes.
"""

import json
import os
import pathlib
import resource
import sys
import time

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

import pyarrow as pa
from pyspark.sql import SparkSession
from superbill import _engine
from superbill.spark import validate

CLAIM = (pathlib.Path(__file__).parent / "claim.837").read_bytes()
TODAY = "2026-11-20"


def made(batches):
    for batch in batches:
        ids = batch.column(0).to_pylist()
        yield pa.RecordBatch.from_arrays([pa.array([CLAIM.replace(b"A000000", b"A%06d" % (n % 1_000_000)) for n in ids], pa.binary())], ["claim"])


def used():
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


def alone(rows):
    engine = _engine.shared()
    columns = _engine.column([CLAIM] * 1000)
    engine.columns(*columns, today=TODAY)
    begin = time.perf_counter()
    for _ in range(max(1, rows // 1000)):
        engine.columns(*columns, today=TODAY)
    return rows / (time.perf_counter() - begin)


def inside(cores, rows):
    spark = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    claims = lambda n: spark.range(0, n, 1, cores).mapInArrow(made, "claim binary")
    sums = lambda frame: frame.selectExpr("count(1)", "sum(result.errors)", "sum(size(result.findings))").first()
    sums(validate(claims(2000 * cores), today=TODAY))  # starts the workers
    claims(rows).selectExpr("sum(length(claim))").first()
    begin = time.perf_counter()
    claims(rows).selectExpr("sum(length(claim))").first()
    making = time.perf_counter() - begin
    begin = time.perf_counter()
    count, errors, findings = sums(validate(claims(rows), today=TODAY))
    whole = time.perf_counter() - begin
    spark.stop()
    return {"cores": cores, "rows": count, "seconds": round(whole, 1), "making": round(making, 1), "rows_a_second": round(rows / (whole - making)), "errors": errors, "findings": findings}


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    one = alone(min(rows, 50_000))
    print(json.dumps({"module alone, rows a second": round(one)}), flush=True)
    for cores in map(int, sys.argv[2:] or ["1", "2"]):
        result = inside(cores, rows)
        result["share of the module alone"] = round(result["rows_a_second"] / one, 2)
        print(json.dumps(result), flush=True)
    segments = CLAIM.count(b"~")
    print(json.dumps({"segments a row": segments}))


if __name__ == "__main__":
    main()
