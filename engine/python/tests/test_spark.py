"""Spark, local: one and two cores, files, streams, faults."""

import os
import pathlib
import sys
import tempfile
import unittest

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

from pyspark.sql import SparkSession  # noqa: E402
from superbill import SuperbillError, _engine, validate as validate_one  # noqa: E402
from superbill.spark import read_837, reports, validate  # noqa: E402

from . import support  # noqa: E402


def start(master):
    spark = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    return spark


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Two cores, and a task may fail once: a worker that is killed is started again.
        cls.spark = start("local[2,2]")
        cls.texts = support.claims()
        cls.claims = cls.spark.createDataFrame(list(enumerate(cls.texts)), "id int, claim string")

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def test_a_column_is_checked_as_each_claim_is(self):
        rows = validate(self.claims, today=support.TODAY).orderBy("id").collect()
        self.assertEqual(len(rows), len(self.texts))
        for row in rows[::25] + rows[-20:]:
            found = validate_one(self.texts[row.id], today=support.TODAY)["findings"]
            self.assertEqual([(f.rule, f.path) for f in row.result.findings], [(f["rule"], f["path"]) for f in found])

    def test_reports_are_whole(self):
        engine = _engine.shared()
        wanted = engine.reports(*_engine.column([t.encode() for t in self.texts]), today=support.TODAY)
        rows = reports(self.claims, today=support.TODAY).orderBy("id").collect()
        self.assertEqual([row.report for row in rows], [w.decode() for w in wanted])

    def test_files_of_claims(self):
        claims = read_837(self.spark, str(support.ROOT / "tests/hospital/*.edi"))
        rows = validate(claims, today=support.TODAY).collect()
        self.assertGreaterEqual(len(rows), len(support.files()))
        self.assertTrue(all(row.result.error is None for row in rows))

    def test_a_stream(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "in")
            self.claims.limit(50).write.json(str(source))
            stream = self.spark.readStream.schema("id int, claim string").json(str(source))
            query = (
                validate(stream, today=support.TODAY)
                .writeStream.format("memory")
                .queryName("found")
                .option("checkpointLocation", f"{folder}/checkpoint")
                .trigger(availableNow=True)
                .start()
            )
            query.awaitTermination(120)
            self.assertEqual(self.spark.sql("select count(result.valid) from found").first()[0], 50)

    def test_a_poisoned_row_costs_its_own_row(self):
        rows = [(0, self.texts[0]), (1, "\0junk"), (2, "x" * (16 << 20)), (3, None), (4, self.texts[1])]
        frame = self.spark.createDataFrame(rows, "id int, claim string")
        got = validate(frame, today=support.TODAY).orderBy("id").collect()
        self.assertEqual([row.result and row.result.error for row in got], [None, "bad-input", "bad-input", None, None])
        self.assertIsNone(got[3].result)

    def test_a_damaged_table_stops_the_job_before_the_first_row(self):
        data = bytearray(_engine.bundled_tables()["addon"].read_bytes())
        data[-1] ^= 1
        with self.assertRaisesRegex(SuperbillError, "table addon"):
            validate(self.claims, tables={"addon": bytes(data)})

    def test_tables_are_broadcast(self):
        some = {"addon": _engine.bundled_tables()["addon"]}
        got = validate(self.claims.limit(20), tables=some, today=support.TODAY).collect()
        self.assertEqual(len(got), 20)

    def test_a_killed_worker_is_retried_and_the_result_is_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            mark = f"{folder}/killed"

            def once(batches):
                for batch in batches:
                    if not os.path.exists(mark):
                        open(mark, "w").close()
                        os._exit(1)
                    yield batch

            wanted = validate(self.claims, today=support.TODAY).orderBy("id").collect()
            killed = validate(self.claims, today=support.TODAY).mapInArrow(once, validate(self.claims).schema)
            self.assertEqual(killed.orderBy("id").collect(), wanted)
            self.assertTrue(os.path.exists(mark))

    def test_an_unknown_column_is_said(self):
        with self.assertRaisesRegex(SuperbillError, "there is no column `claims`"):
            validate(self.claims, column="claims")
