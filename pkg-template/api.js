// The functions that callers see, over the raw exports of the module (src/wasm.rs). Every host's entry makes them here,
// so that they are the same everywhere.

/** Longest part of a query that crosses into WebAssembly; the library itself looks at less (search.rs, MAX_QUERY). */
const MAX_QUERY = 1024;
/** No code is nearly as long. */
const MAX_CODE = 64;
/** validateMany hands claims over in batches of about this many bytes, so that memory stays flat however many there are. */
const BATCH_BYTES = 1 << 20;

/** Pointers for which it is remembered which rules read them; a claim has fewer fields. */
const MAX_KEPT = 256;

const encoder = new TextEncoder();

/**
 * @param {string} code
 * @param {string} message
 * @param {ErrorConstructor} [Kind]
 */
export function failure(code, message, Kind = Error) {
  const error = new Kind(message);
  // As the library names its own; a TypeError stays one.
  if (Kind === Error) error.name = 'SuperbillError';
  error.code = code;
  return error;
}

function text(value, name, most) {
  if (typeof value !== 'string') throw failure('bad-option', `\`${name}\` must be a string`, TypeError);
  return value.length > most ? value.slice(0, most) : value;
}

/** The claim as the bytes of its JSON. A string or bytes are taken as JSON already, which spares writing it again. */
function jsonBytes(claim) {
  if (claim instanceof Uint8Array) return claim;
  let json = claim;
  if (typeof claim !== 'string') {
    try {
      json = JSON.stringify(claim);
    } catch {
      // The reason may quote the claim's own keys, so it is not passed on.
      throw failure('bad-input', 'the claim cannot be written as JSON: it holds itself, a BigInt, or a getter that throws');
    }
    if (json === undefined) throw failure('bad-input', 'the claim must be an object, or its JSON as a string or as UTF-8 bytes');
  }
  return encoder.encode(json);
}

function tableBytes(bytes) {
  if (bytes instanceof Uint8Array) return bytes;
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  throw failure('bad-option', '`bytes` must be a Uint8Array or an ArrayBuffer with a whole .tbl file', TypeError);
}

const NEWLINE = 10;

/** The lines of NDJSON bytes in batches that end at a line's end. */
function* byteBatches(bytes) {
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(from + BATCH_BYTES, bytes.length);
    if (to < bytes.length) {
      const end = bytes.indexOf(NEWLINE, to);
      to = end < 0 ? bytes.length : end + 1;
    }
    yield bytes.subarray(from, to);
    from = to;
  }
}

function join(lines, total) {
  const out = new Uint8Array(total);
  let at = 0;
  for (const line of lines) {
    out.set(line, at);
    at += line.length;
    out[at++] = NEWLINE;
  }
  return out;
}

/** Claims, one by one, as batches of NDJSON. */
function* claimBatches(claims) {
  let lines = [];
  let total = 0;
  for (const claim of claims) {
    let line = jsonBytes(claim);
    // A claim given as text may be spread over lines; between tokens a line break means nothing, within a string JSON has none.
    if (line.includes(NEWLINE)) line = line.map((byte) => (byte === NEWLINE ? 32 : byte));
    lines.push(line);
    total += line.length + 1;
    if (total >= BATCH_BYTES) {
      yield join(lines, total);
      lines = [];
      total = 0;
    }
  }
  if (lines.length > 0) yield join(lines, total);
}

/** One report per claim, in order. The batch remembers earlier claims only as far as duplicates need it. */
function* reports(raw, batches, options, complete) {
  const batch = new raw.Batch(options);
  try {
    for (const bytes of batches) {
      const answers = JSON.parse(batch.push(bytes));
      for (const answer of answers) if (answer.report) complete(answer.report, options);
      yield* answers;
    }
  } finally {
    batch.free();
  }
}

/**
 * The public functions over one instance of the module.
 * @param {() => any} ready gives the raw exports, or throws when the module is not there yet
 */
export function api(ready) {
  /** What every finding of a rule says, by the rule's id. It does not cross with each. */
  let texts;
  /** What is the same in every report until another table is loaded, by the options that it depends on. */
  const lasting = { dated: new Map(), undated: new Map() };

  function lastingOf(options) {
    const kept = options?.today == null ? lasting.undated : lasting.dated;
    const at = options?.at ?? null;
    let report = kept.get(at);
    if (report === undefined) {
      if (kept.size === MAX_KEPT) kept.clear();
      report = JSON.parse(ready().lasting(options));
      kept.set(at, report);
    }
    return report;
  }

  function complete(report, options) {
    const { releases, notChecked, ran } = lastingOf(options);
    const copy = (object) => ({ ...object });
    report.notChecked = [...notChecked.map(copy), ...report.notChecked];
    report.releases = releases.map(copy);
    if (ran) report.ran = ran.slice();
    texts ??= new Map(JSON.parse(ready().rules()).map((rule) => [rule.id, rule]));
    for (const finding of report.findings) {
      const { help, fix, snip, edit, predicts, source } = texts.get(finding.rule);
      finding.help = help;
      finding.snip = snip;
      finding.fix.description ??= fix;
      finding.source = { ...source, ...finding.source };
      if (edit) finding.edit = { ...edit };
      if (predicts) finding.predicts = { ...predicts };
    }
    return report;
  }

  return {
    search(query, options) {
      return JSON.parse(ready().search(text(query, 'query', MAX_QUERY), options));
    },

    lookup(set, code, options) {
      const info = ready().lookup(text(set, 'set', MAX_CODE), text(code, 'code', MAX_CODE), options);
      return info === undefined ? undefined : JSON.parse(info);
    },

    browse(set, code, options) {
      const below = code === undefined || code === null ? undefined : text(code, 'code', MAX_CODE);
      return JSON.parse(ready().browse(text(set, 'set', MAX_CODE), below, options));
    },

    validate(claim, options) {
      return complete(JSON.parse(ready().validate(jsonBytes(claim), options)), options);
    },

    validateMany(input, options) {
      const raw = ready();
      const bytes = typeof input === 'string' ? encoder.encode(input) : input;
      if (!(bytes instanceof Uint8Array) && typeof bytes?.[Symbol.iterator] !== 'function') {
        throw failure('bad-option', '`input` must be NDJSON (bytes or a string) or an iterable of claims', TypeError);
      }
      return reports(raw, bytes instanceof Uint8Array ? byteBatches(bytes) : claimBatches(bytes), options, complete);
    },

    loadTable(bytes) {
      const info = ready().loadTable(tableBytes(bytes));
      for (const kept of Object.values(lasting)) kept.clear();
      return info;
    },

    tables() {
      return ready().tables();
    },

    rules() {
      return JSON.parse(ready().rules()).map(({ id, title, severity, fields, snip, source }) => ({ id, title, severity, fields, snip, source }));
    },

    memoryBytes() {
      return ready().memoryBytes();
    },
  };
}
