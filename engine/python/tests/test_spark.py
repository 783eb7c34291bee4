"""Spark, local: one and two cores, files, streams, faults."""

import contextlib
import functools
import os
import pathlib
import signal
import sys
import tempfile
import unittest
import unittest.mock

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

from pyspark.sql import SparkSession, functions as F  # noqa: E402
import superbill.spark  # noqa: E402
from superbill import SuperbillError, _engine, validate as validate_one  # noqa: E402
from superbill.spark import read_837, reports, service_keys, validate  # noqa: E402

from . import support  # noqa: E402


def start(master):
    spark = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.task.maxFailures", "2")
        # As docs/ENGINES.md advises.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
        .config("spark.python.unix.domain.socket.enabled", "true")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    return spark


def both_ways(test):
    """A test that is run again as before Spark 4.1, when whole rows go to the worker and back."""

    @functools.wraps(test)
    def twice(self):
        test(self)
        with self.subTest("before Spark 4.1"), unittest.mock.patch.object(superbill.spark, "arrow_udf", None):
            test(self)

    return twice


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Two cores, and tasks are tried as often as on a cluster: a worker that is killed is started again, and the next try may
        # still meet an idle one that was killed with it.
        cls.spark = start("local[2,4]")
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

    def test_a_claim_is_checked_once_and_does_not_come_back(self):
        some = validate(self.claims.limit(200), today=support.TODAY)
        wrong = some.where("result.errors > 0").select("id", "result.findings")
        plan = wrong._jdf.queryExecution().executedPlan().toString()
        self.assertEqual(plan.count("ArrowEvalPython"), 1, plan)
        # The claim alone goes to the worker, one answer comes back, and above it there is no claim any more.
        self.assertRegex(plan, r"ArrowEvalPython \[<lambda>\(claim#\d+\)#\d+\], \[pythonUDF0#\d+\]")
        self.assertNotIn("claim", plan.partition("ArrowEvalPython")[0])
        wanted = [(row.id, row.result.findings) for row in some.orderBy("id").collect() if row.result.errors]
        self.assertEqual([(row.id, row.findings) for row in wrong.orderBy("id").collect()], wanted)
        # Before Spark 4.1 whole rows go to the worker and back, with the same answers.
        with unittest.mock.patch.object(superbill.spark, "arrow_udf", None):
            before = validate(self.claims.limit(200), today=support.TODAY)
        self.assertEqual(before.orderBy("id").collect(), some.orderBy("id").collect())

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

    @both_ways
    def test_a_poisoned_row_costs_its_own_row(self):
        crafted = ["{" * 100_000, "ISA" + "*" * 200_000, '{"claimInformation":' + "[" * 50_000, "9" * 1_000_000]
        rows = [self.texts[0], "\0junk", "x" * (16 << 20), None, *crafted, self.texts[1]]
        frame = self.spark.createDataFrame(list(enumerate(rows)), "id int, claim string")
        got = [row.result for row in validate(frame, today=support.TODAY).orderBy("id").collect()]
        self.assertEqual([result and result.error for result in got[:4]], [None, "bad-input", "bad-input", None])
        self.assertIsNone(got[3])
        self.assertTrue(all(not result.valid for result in got[4:-1]))
        for at in (0, -1):
            alone = self.spark.createDataFrame([(rows[at],)], "claim string")
            self.assertEqual(validate(alone, today=support.TODAY).first().result, got[at])

    def test_a_damaged_table_stops_the_job_before_the_first_row(self):
        data = bytearray(_engine.bundled_tables()["addon"].read_bytes())
        data[-1] ^= 1
        with self.assertRaisesRegex(SuperbillError, "table addon"):
            validate(self.claims, tables={"addon": bytes(data)})

    def test_tables_are_broadcast(self):
        some = {"addon": _engine.bundled_tables()["addon"]}
        got = validate(self.claims.limit(20), tables=some, today=support.TODAY).collect()
        self.assertEqual(len(got), 20)

    def test_killed_workers_are_retried_and_the_result_is_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            mark = f"{folder}/killed"

            def once(batches):
                for batch in batches:
                    # One of them kills, once: a file is made only once.
                    with contextlib.suppress(FileExistsError), open(mark, "x") as counted:
                        # Every Python worker of this machine's daemon, those that check claims among them.
                        own, found = os.getppid(), []
                        for pid in (int(p) for p in os.listdir("/proc") if p.isdigit() and p != str(os.getpid())):
                            # What ends meanwhile can no longer be read.
                            with contextlib.suppress(OSError):
                                stat = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                                if int(stat[1]) == own:
                                    found.append(pid)
                        counted.write(str(len(found)))
                        counted.flush()
                        for pid in (*found, os.getpid()):
                            with contextlib.suppress(OSError):
                                os.kill(pid, signal.SIGKILL)
                    yield batch

            wanted = validate(self.claims, today=support.TODAY).orderBy("id").collect()
            killed = validate(self.claims, today=support.TODAY).mapInArrow(once, validate(self.claims).schema)
            self.assertEqual(killed.orderBy("id").collect(), wanted)
            # The worker that checks stands beside the one that kills.
            self.assertGreaterEqual(int(pathlib.Path(mark).read_text()), 1)

    @both_ways
    def test_duplicates_across_a_data_set_by_grouping(self):
        twice = [(n + 10_000, text) for n, text in enumerate(self.texts[:40])]
        frame = self.claims.union(self.spark.createDataFrame(twice, "id int, claim string")).repartition(4)
        keyed = service_keys(frame).select("id", F.explode("services").alias("s"))
        groups = keyed.groupBy("s.key").agg(F.collect_set("id").alias("ids")).where("size(ids) > 1").collect()
        got = {frozenset(row.ids) for row in groups}
        # What one batch of the same claims finds by the rule itself: the later of each pair, with lines that have a key.
        for n, text in enumerate(self.texts[:40]):
            if superbill.service_keys(text):
                self.assertTrue(any({n, n + 10_000} <= ids for ids in got), n)
        lines = "\n".join([*self.texts, *self.texts[:40]])
        services = superbill.service_keys(lines)
        by_key = {}
        for service in services:
            by_key.setdefault(service["key"], set()).add(service["claim"])
        place = lambda claim: claim if claim < len(self.texts) else claim - len(self.texts) + 10_000
        self.assertEqual(got, {frozenset(map(place, claims)) for claims in by_key.values() if len(claims) > 1})

    def test_an_unknown_column_is_said(self):
        with self.assertRaisesRegex(SuperbillError, "there is no column `claims`"):
            validate(self.claims, column="claims")

    @both_ways
    def test_a_column_that_is_there_already_is_never_replaced(self):
        for add in (validate, reports, service_keys):
            for name in ("id", "ID", "claim"):
                with self.assertRaisesRegex(SuperbillError, f"a column `{name}` already") as refused:
                    add(self.claims, output=name)
                self.assertEqual(refused.exception.code, "bad-option")

    def test_any_name_may_be_a_column(self):
        # Not of the columns before Spark 4.1: its mapInArrow asks for each by its name without quotes.
        odd = self.claims.limit(3).withColumnRenamed("id", "a`b").withColumnRenamed("claim", "the `claim`.x")
        rows = validate(odd, column="the `claim`.x", today=support.TODAY).collect()
        self.assertEqual([[*row.asDict()] for row in rows], [["a`b", "the `claim`.x", "result"]] * 3)
        self.assertTrue(all(row.result.error is None for row in rows))

    @both_ways
    def test_any_name_may_be_given_to_the_answers(self):
        rows = validate(self.claims.limit(3), output="what.`is` wrong", today=support.TODAY).collect()
        self.assertEqual([[*row.asDict()] for row in rows], [["id", "claim", "what.`is` wrong"]] * 3)
        self.assertTrue(all(row["what.`is` wrong"].error is None for row in rows))
