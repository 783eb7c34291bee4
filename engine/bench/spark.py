"""How fast claims in 837 are checked inside Spark: ./x bench engines [ROWS], which writes its section of BENCHMARKS.md.

Claims are made inside the executors (the project's own two-line professional claim, numbered), so nothing is read from a disk. Figures
are processor seconds of all processes that took part (JVM and Python workers), what making the claims alone costs taken off; native
code and the module alone run in the same minutes, in turn. A JVM compiles itself for the first hundred thousand rows: a round of all
rows goes before those that count. `spark.py long ROWS` checks once so many rows and prints the memory of
every Python worker along the way.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

import pyarrow as pa
from pyspark.sql import SparkSession
from superbill import _engine
from superbill.spark import validate

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CLAIM = (HERE / "claim.837").read_bytes()
SEGMENTS = CLAIM.count(b"~")
TODAY = "2026-11-20"
#: What Databricks' x12-edi-parser is said to read on one core; it is on no package registry, so it does not run here.
PEER = 333
TICK = os.sysconf("SC_CLK_TCK")


def made(batches):
    for batch in batches:
        ids = batch.column(0).to_pylist()
        yield pa.RecordBatch.from_arrays([pa.array([CLAIM.replace(b"A000000", b"A%06d" % (n % 1_000_000)) for n in ids], pa.binary())], ["claim"])


def processes():
    """Of every process: parent, processor seconds (with those of children that ended), resident megabytes, command."""
    found = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            seconds = sum(map(int, stat[11:15])) / TICK
            found[int(folder.name)] = (int(stat[1]), seconds, int(stat[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6, command)
    return found


def below(root):
    """The process and all below it."""
    all_of, out = processes(), {}
    wanted = [root]
    while wanted:
        pid = wanted.pop()
        if pid in all_of:
            out[pid] = all_of[pid]
            wanted += [p for p, (parent, *_) in all_of.items() if parent == pid]
    return out


class Spark:
    def __init__(self, cores):
        self.cores = cores
        self.session = (
            SparkSession.builder.master(f"local[{cores}]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "2g")
            .config("spark.driver.extraJavaOptions", "-XX:+UseSerialGC")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
            .config("spark.python.unix.domain.socket.enabled", "true")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("OFF")
        self.jvm = next(p for p, (parent, _, _, command) in processes().items() if parent == os.getpid() and "java" in command.split(" ")[0])

    def claims(self, rows):
        return self.session.range(0, rows, 1, self.cores).mapInArrow(made, "claim binary")

    def measured(self, frame, *sums):
        """Processor seconds, seconds of the clock, and the sums."""
        begin, clock = sum(p[1] for p in below(self.jvm).values()), time.perf_counter()
        row = frame.selectExpr(*sums).first()
        return sum(p[1] for p in below(self.jvm).values()) - begin, time.perf_counter() - clock, row

    def round(self, rows):
        making = self.measured(self.claims(rows), "sum(length(claim))")
        whole = self.measured(validate(self.claims(rows), today=TODAY), "count(1)", "sum(result.errors)", "sum(size(result.findings))")
        assert whole[2][0] == rows
        return {"processor": whole[0] - making[0], "clock": whole[1] - making[1], "findings": whole[2][2]}

    def workers(self):
        """Resident megabytes of the Python workers, smallest first (of each pair one makes claims, one checks them)."""
        own = below(self.jvm)
        daemons = [p for p, (_, _, _, command) in own.items() if "pyspark.daemon" in command]
        return sorted(round(own[p][2]) for p in daemons if own[p][0] in daemons)

    def stop(self):
        self.session.stop()
        # The next one must begin a JVM of its own.
        from pyspark import SparkContext

        SparkContext._gateway.shutdown()
        SparkContext._gateway.proc.stdin.close()
        SparkContext._gateway.proc.wait(60)
        SparkContext._gateway = SparkContext._jvm = None


def native(rows):
    tables = sorted(_engine.bundled_tables())
    command = [ROOT / "target/release/examples/rate", HERE / "claim.837", rows, _engine.HERE / "tables", *tables]
    said = json.loads(subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout)
    return said["seconds"] / said["rows"], said["columns"] / said["rows"]


def alone(rows, engine, call="columns"):
    columns = _engine.column([CLAIM.replace(b"A000000", b"A%06d" % n) for n in range(1000)])
    begin = time.process_time()
    for _ in range(rows // 1000):
        getattr(engine, call)(*columns, today=TODAY)
    return (time.process_time() - begin) / (rows // 1000 * 1000)


def small_files(engine):
    """Segments a second on files of five claims, one call a file, as the peer's own samples are."""
    head, body, tail = CLAIM[: CLAIM.index(b"ST*")], CLAIM[CLAIM.index(b"ST*") : CLAIM.index(b"GE*")], b"GE*5*1~\nIEA*1*000000905~\n"
    file = head + b"".join(body.replace(b"*0001", b"*%04d" % (n + 1)).replace(b"A000000", b"A00000%d" % n) for n in range(5)) + tail
    column = _engine.column([file])
    begin, count = time.process_time(), 0
    while time.process_time() - begin < 2:
        engine.reports(*column, today=TODAY)
        count += 1
    return count * file.count(b"~") / (time.process_time() - begin), file.count(b"~")


def started():
    begin = time.process_time()
    engine = _engine.Engine()
    return engine, time.process_time() - begin


def bench(rows):
    engine, _ = started()
    engine, start = started()
    alone(1000, engine)
    turns = {"native": [], "native columns": [], "alone": [], "json": [], 1: [], 2: []}
    spark = {}
    memory = {}
    for cores in (1, 2):
        spark = Spark(cores)
        spark.round(rows)
        for _ in range(3):
            for name, seconds in zip(("native", "native columns"), native(20_000)):
                turns[name].append(seconds)
            turns["alone"].append(alone(20_000, engine))
            turns["json"].append(alone(20_000, engine, "reports"))
            turns[cores].append(spark.round(rows))
            print(json.dumps({"cores": cores, **turns[cores][-1], "native us": turns["native"][-1] * 1e6}), flush=True)
        memory[cores] = spark.workers()
        spark.stop()
    best = {name: min(turns[name]) for name in ("native", "native columns", "alone", "json")}
    inside = {cores: min(t["processor"] for t in turns[cores]) / rows for cores in (1, 2)}
    clock = {cores: rows / min(t["clock"] for t in turns[cores]) for cores in (1, 2)}
    findings = turns[1][0]["findings"] / rows
    per_second, segments = small_files(engine)
    rate = lambda seconds: f"{1 / seconds:,.0f}"
    share = lambda seconds: f"{best['native'] / seconds:.0%}"
    cost = inside[2] * 1e6 / 3600
    return f"""<!-- engines -->
## Inside engines

Written by `./x bench engines` in one run: {model()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at its end. A row is an 837 of one claim with two lines
({SEGMENTS} segments, {len(CLAIM):,} bytes), its answer all findings in Arrow's columns ({findings:.1f} a row), every table of the wheel loaded. Claims
a second of processor time, the best of {len(turns[1])} turns of {rows:,} rows after one that does not count; the seconds of the JVM and of its Python workers are counted together, and what
making the claims inside the executors costs ({rows:,} rows without checking) is taken off. Spark is set up as docs/ENGINES.md advises: 2,000 rows a batch, a
Unix socket to the workers; the query asks for the answers and not for the claims.

| | claims/s of processor time | of native |
| --- | --: | --: |
| the crate, natively, one thread, findings | {rate(best["native"])} | 100% |
| the same as columns, by the module's interface compiled natively | {rate(best["native columns"])} | {share(best["native columns"])} |
| the plain module in wasmtime, columns | {rate(best["alone"])} | {share(best["alone"])} |
| the plain module in wasmtime, reports as JSON | {rate(best["json"])} | {share(best["json"])} |
| Spark local[1] | {rate(inside[1])} | {share(inside[1])} |
| Spark local[2] | {rate(inside[2])} | {share(inside[2])} |

- By the clock (it says little at a load above the number of cores): local[1] {clock[1]:,.0f} claims/s, local[2] {clock[2]:,.0f}, {clock[2] / clock[1]:.2f} times as many; processor seconds a row {inside[2] / inside[1]:.2f} times as many.
- Databricks' x12-edi-parser is said to read {PEER} segments/s (it is on no registry, so it did not run here). Checking one file of five claims
  ({segments} segments, about as many as one of its own samples) a call: {per_second:,.0f} segments/s, {per_second / PEER:,.0f} times as many; in Spark local[1] {SEGMENTS / inside[1]:,.0f}.
- An instance starts, its tables verified, in {start:.2f} s of processor time when the module is compiled already. Python workers held {memory[2]} MB.
- A million such claims take {cost:.3f} core hours in Spark.
<!-- /engines -->
"""


def model():
    return next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")


def write(section):
    import re

    path = ROOT / "BENCHMARKS.md"
    text = path.read_text()
    marked = re.compile(r"<!-- engines -->.*<!-- /engines -->\n", re.S)
    path.write_text(marked.sub(lambda _: section, text) if marked.search(text) else f"{text.rstrip()}\n\n{section}")


def long(rows, cores=2):
    """Once, with the memory of the workers at every twentieth of the time that it takes."""
    spark = Spark(cores)
    spark.round(2000)
    taken, done = [], threading.Event()

    def watch():
        while not done.wait(10):
            taken.append((round(time.perf_counter() - begin), spark.workers()))
            print(json.dumps({"second": taken[-1][0], "workers MB": taken[-1][1]}), flush=True)

    begin = time.perf_counter()
    watcher = threading.Thread(target=watch)
    watcher.start()
    processor, clock, row = spark.measured(validate(spark.claims(rows), today=TODAY), "count(1)", "sum(result.errors)", "sum(size(result.findings))")
    done.set()
    watcher.join()
    spark.stop()
    checking = [max(workers) for _, workers in taken if workers]
    tenth = max(1, len(checking) // 10)
    print(json.dumps({"rows": row[0], "findings": row[2], "seconds": round(clock), "processor": round(processor), "cores": cores,
                      "largest worker MB, first tenth": statistics.median(checking[:tenth]), "last tenth": statistics.median(checking[-tenth:])}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["long"]:
        long(int(sys.argv[2]))
    else:
        section = bench(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
        write(section)
        print(section)
