"""The module in wasmtime: one compiled module a process, one instance a thread."""

import json
import os
import pathlib
import struct
import threading
from itertools import accumulate

import wasmtime

HERE = pathlib.Path(__file__).parent
ABI = 2
REPORTS, COLUMNS = 0, 1
#: Every piece that crosses lies at a multiple of this.
ALIGN = 8
#: Bytes of the module's memory that stay for the next call, at least and at most.
KEPT, MOST_KEPT = 1 << 16, 1 << 23


class SuperbillError(Exception):
    """Why a call could not be done; `code` is a stable name. A claim with faults is not an error: it gets a report."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code

    def __reduce__(self):
        return (SuperbillError, (self.code, self.args[0]))


class Trapped(Exception):
    """The instance came to an end; a new one takes its place."""


_compiled = threading.Lock(), {}


def module():
    """The compiled module; wasmtime keeps it on disk, so that only the first process compiles (3 s)."""
    lock, kept = _compiled
    with lock:
        # After a fork the child compiles (from the disk) for itself.
        if kept.get("pid") != os.getpid():
            config = wasmtime.Config()
            config.cache = True
            engine = wasmtime.Engine(config)
            path = HERE / "superbill_engine.wasm"
            if not path.exists():
                raise SuperbillError("not-ready", f"{path.name} is not in the package; install the wheel that ./x engine made")
            kept.update(pid=os.getpid(), engine=engine, module=wasmtime.Module.from_file(engine, str(path)))
        return kept["engine"], kept["module"]


def bundled_tables():
    """The tables that the wheel brings beside the embedded ones: name and path."""
    return {path.stem: path for path in sorted((HERE / "tables").glob("*.tbl"))}


class Engine:
    """The module with its tables. Not for two threads at once; `shared()` gives each thread its own.

    tables: name to bytes or path; None for those of the wheel. Each is verified, and one that is damaged is named.
    """

    def __init__(self, tables=None):
        self.tables = dict(bundled_tables() if tables is None else tables)
        self._start()

    def _start(self):
        engine, compiled = module()
        self._store = wasmtime.Store(engine)
        exports = wasmtime.Instance(self._store, compiled, []).exports(self._store)
        self._exports, self._memory = exports, exports["memory"]
        self._alloc, self._free, self._room = exports["alloc"], exports["free"], (0, 0)
        found = exports["superbill_abi"](self._store)
        if found != ABI:
            raise SuperbillError("not-ready", f"the module speaks version {found} of its interface, this package {ABI}")
        for name, table in self.tables.items():
            try:
                self._take(table)
            except SuperbillError as error:
                raise SuperbillError(error.code, f"table {name}: {error}") from None

    def _take(self, table):
        data = table if isinstance(table, (bytes, bytearray, memoryview)) else pathlib.Path(table).read_bytes()
        return json.loads(self._call("load_table", data)[0])

    def load_table(self, table):
        """Takes in a table (a path or its bytes) in place of the one of its kind; what it says of itself."""
        info = self._take(table)
        self.tables[info["set"]] = table
        return info

    def _seen(self):
        """The module's memory. A call may move it, so it is looked for anew after each."""
        return memoryview(self._memory.get_buffer_ptr(self._store)).cast("B")

    def _room_of(self, size):
        """Where `size` bytes may be put. A call costs some 40 microseconds whatever it does, so the room is kept from one to the next."""
        address, there = self._room
        if there < size:
            if address:
                self._free(self._store, address, there)
            self._room = (0, 0)
            address = self._alloc(self._store, size)
            if address == 0:
                raise SuperbillError("bad-input", f"there is no memory for {size} bytes; pass fewer rows at once")
            self._room = (address, size)
        return address

    def _call(self, name, *parts, shape=None):
        """The buffers of the answer. Every part is bytes-like; its address and length are passed."""
        store = self._store
        views = [memoryview(part).cast("B") if len(part) else memoryview(b"") for part in parts]
        starts = list(accumulate((-(-v.nbytes // ALIGN) * ALIGN for v in views), initial=0))
        try:
            room = self._room_of(max(starts[-1], KEPT))
            base, memory = room & 0xFFFFFFFF, self._seen()
            for view, start in zip(views, starts):
                memory[base + start : base + start + view.nbytes] = view
            arguments = [n for view, start in zip(views, starts) for n in (signed(room + start), view.nbytes)]
            answer = self._exports[name](store, *arguments, *([] if shape is None else [shape]))
            if answer == 0:
                raise SuperbillError("bad-input", "there is no memory for the answer; pass fewer rows at once")
            start, memory = answer & 0xFFFFFFFF, self._seen()
            length, failed, count = struct.unpack_from("<III", memory, start)
            whole = bytes(memory[start : start + length])
            self._free(store, answer, length)
            if self._room[1] > MOST_KEPT:
                self._free(store, *self._room)
                self._room = (0, 0)
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            raise Trapped(str(error).splitlines()[0]) from None
        places = struct.iter_unpack("<II", whole[12 : 12 + 8 * count])
        view = memoryview(whole)
        buffers = [view[at : at + length] for at, length in places]
        if failed:
            why = json.loads(bytes(buffers[0]))
            raise SuperbillError(why["code"], why["message"])
        return [bytes(b) if b.nbytes < 1 << 16 else b for b in buffers]

    def _safely(self, name, *parts, **more):
        try:
            return self._call(name, *parts, **more)
        except Trapped:
            self._start()
            raise SuperbillError("bad-input", "this input stopped the module; please report it without its content") from None

    def ask(self, question, **arguments):
        given = {key: value for key, value in arguments.items() if value is not None}
        return json.loads(bytes(self._safely("ask", json.dumps({question: given}).encode())[0]))

    def search(self, query, **options):
        return self.search_batch([query], **options)[0]

    def search_batch(self, queries, **options):
        offsets, values = column([q.encode() for q in queries])
        return [json.loads(row) for row in rows(*self._safely("search_batch", values, offsets, options_json(options)))]

    def validate(self, claim, **options):
        report = json.loads(self.reports(*column([claim_bytes(claim)]), **options)[0])
        if isinstance(report, dict) and "error" in report:
            raise SuperbillError(report["error"]["code"], report["error"]["message"])
        return report

    def reports(self, offsets, values, **options):
        """One report a row, as JSON in bytes; see `validate_batch` of the module."""
        out = self._rowwise(REPORTS, offsets, values, options)
        return [row for part in out for row in (rows(*part) if part else [STOPPED])]

    def columns(self, offsets, values, **options):
        """Parts of the rows, in order: the buffers of the columns, or None for a single row that stopped the module."""
        return self._rowwise(COLUMNS, offsets, values, options)

    def _rowwise(self, shape, offsets, values, options):
        given = options_json(options)
        try:
            return [self._call("validate_batch", values, offsets, given, shape=shape)]
        except Trapped:
            # A row stopped the module: the halves are checked for themselves until it stands alone, and costs nobody else.
            self._start()
        count = len(offsets) // 4 - 1
        if count <= 1:
            return [None]
        numbers = struct.unpack(f"<{count + 1}I", bytes(offsets))
        half = count // 2
        parts = []
        for some in (numbers[: half + 1], numbers[half:]):
            part = memoryview(values)[some[0] : some[-1]]
            parts += self._rowwise(shape, struct.pack(f"<{len(some)}I", *(n - some[0] for n in some)), part, options)
        return parts

    def service_keys(self, claims):
        """The keys of the services of claims: claim, line and key; see `superbill.service_keys`."""
        return json.loads(bytes(self._safely("services", claim_bytes(claims))[0]))

    def keys(self, offsets, values):
        """Buffers: offsets of each row's services, their lines, offsets and values of their keys. A row that stops the module has none."""
        try:
            return self._call("service_keys", values, offsets)
        except Trapped:
            self._start()
        numbers = struct.unpack(f"<{len(offsets) // 4}I", bytes(offsets))
        starts, lines, keys = [0], [], []
        for a, b in zip(numbers, numbers[1:]):
            row = memoryview(values)[a:b]
            try:
                _, some, ends, texts = self._call("service_keys", row, struct.pack("<2I", 0, len(row)))
                lines.append(bytes(some))
                keys += rows(ends, texts)
            except Trapped:
                self._start()
            starts.append(len(keys))
        return [struct.pack(f"<{len(starts)}I", *starts), b"".join(lines), *column(keys)]

    def split_837(self, data):
        """Every claim of an 837 file as a whole 837 of its own."""
        return [bytes(row) for row in rows(*self._safely("split_837", data))]

    @property
    def memory_bytes(self):
        return self._memory.data_len(self._store)


STOPPED_CODE = "bad-input"
STOPPED = json.dumps({"error": {"code": STOPPED_CODE, "message": "this row stopped the module; please report it without its content"}}).encode()


def signed(address):
    """As the module's 32-bit numbers are passed."""
    address &= 0xFFFFFFFF
    return address - (1 << 32) if address >= 1 << 31 else address


def claim_bytes(claim):
    """A claim as bytes: a dict becomes JSON."""
    if isinstance(claim, str):
        return claim.encode()
    return claim if isinstance(claim, (bytes, bytearray, memoryview)) else json.dumps(claim).encode()


def column(values):
    """Rows as offsets and values, in Arrow's layout."""
    ends = list(accumulate(len(v) for v in values))
    if ends and ends[-1] >= 1 << 32:
        raise SuperbillError("bad-input", "the rows are over 4 GB; pass fewer at once")
    return struct.pack(f"<{len(ends) + 1}I", 0, *ends), b"".join(values)


def rows(offsets, values):
    numbers = [n for (n,) in struct.iter_unpack("<I", offsets)]
    view = memoryview(values)
    return [bytes(view[a:b]) for a, b in zip(numbers, numbers[1:])]


def options_json(options):
    """Options of Python, in snake case, as the module takes them; days may be datetime.date."""
    out = {}
    for key, value in options.items():
        if value is None:
            continue
        head, *rest = key.split("_")
        out[head + "".join(word.title() for word in rest)] = value.isoformat() if hasattr(value, "isoformat") else value
    return json.dumps(out).encode()


_local = threading.local()


def shared():
    """This thread's engine, with the tables of the wheel."""
    if getattr(_local, "pid", None) != os.getpid():
        _local.engine, _local.pid = Engine(), os.getpid()
    return _local.engine
