// The functions that callers see, over the raw exports of the module (src/wasm.rs). Every host's entry makes them here,
// so that they are the same everywhere.
import { forget, keep, retyped } from './typing.js';

/** Longest part of a query that crosses into WebAssembly; the library itself looks at less (search.rs, MAX_QUERY). */
const MAX_QUERY = 1024;
/** No code is nearly as long. */
const MAX_CODE = 64;
/** validateMany hands claims over in batches of about this many bytes, so that memory stays flat however many there are. */
const BATCH_BYTES = 1 << 20;

/** Fields for which it is remembered what a check of them is; a claim has fewer. */
const MAX_KEPT = 256;
/** Fields for which it is remembered where they are: those of some hundred service lines. */
const MAX_FIELDS = 8192;

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

/** Where a claim's bytes stand until they have crossed. A new array for every claim would take longer than the encoding. */
const scratch = new Uint8Array(1 << 16);

/**
 * The claim as the bytes of its JSON, which are good until the next call. A string or bytes are taken as JSON already, which
 * spares writing it again.
 */
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
  // A code unit takes three bytes at most.
  if (3 * json.length > scratch.length) return encoder.encode(json);
  return scratch.subarray(0, encoder.encodeInto(json, scratch).written);
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
    const line = jsonBytes(claim);
    // A claim given as text may be spread over lines; between tokens a line break means nothing, within a string JSON has none.
    lines.push(line.includes(NEWLINE) ? line.map((byte) => (byte === NEWLINE ? 32 : byte)) : line.slice());
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
function* reports(raw, batches, options, report) {
  const batch = new raw.Batch(options);
  try {
    for (const bytes of batches) {
      for (const [index, patientControlNumber, code, message, row] of JSON.parse(batch.push(bytes))) {
        const answer = { index };
        if (patientControlNumber) answer.patientControlNumber = patientControlNumber;
        if (row) answer.report = report(row);
        else answer.error = { code, message };
        yield answer;
      }
    }
  } finally {
    batch.free();
  }
}

/** What stands before the matches of a hit in the numbers of them; `src/search/numbers.rs` says what it is. */
const HIT = 8;
const SETS = ['icd10cm', 'icd10pcs', 'hcpcs', 'cpt'];
/** Rows of a set, and names, whose texts are remembered, of each as many: a page may stay open for weeks. */
const MAX_TEXTS = 8192;
/** Days as texts, by their numbers: hits have the same few. */
const days = new Map();
const MAX_DAYS = 4096;

/** A day of its number `yyyymmdd`, as `YYYY-MM-DD`; null of 0. */
function day(number) {
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size >= MAX_DAYS) days.clear();
  const digits = String(number).padStart(8, '0');
  const text = number === 0 ? null : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  days.set(number, text);
  return text;
}

/** Texts by set and number, each asked for once. */
function askedOnce(ask) {
  const known = SETS.map(() => new Map());
  return {
    of(set, number) {
      const all = known[set];
      let text = all.get(number);
      if (text === undefined) {
        if (all.size >= MAX_TEXTS) all.clear();
        all.set(number, (text = ask(set, number)));
      }
      return text;
    },
    forget() {
      for (const all of known) all.clear();
    },
  };
}

/** Whether two lists, or two absent ones, have the same items. */
function sameItems(a, b) {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A value that several answers share, so that nobody can change it for the others. */
function shared(value) {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(shared);
  return value;
}

/**
 * The public functions over one instance of the module.
 * @param {() => any} ready gives the raw exports, or throws when the module is not there yet
 */
export function api(ready) {
  /** What every finding of a rule says, by the rule's id. It does not cross with each. */
  let texts;
  /** By its number, where a field is: its path, its line, and its place in the other formats. */
  const fields = new Map();
  /** By the field that is typed: its options, worked out, and what they make the same in every report. */
  const checks = new Map();

  function forgetChecks() {
    for (const { check } of checks.values()) check.free();
    checks.clear();
  }

  /** The options of the last search, and what they were worked out to. */
  let last;

  /** How to search by these options: mostly as by those of the call before. */
  function searchBy(options) {
    const { sets, limit, on, billable, within, fallback } = options ?? {};
    if (
      last !== undefined && typeof (options ?? {}) === 'object' && sameItems(sets, last.sets) && limit === last.limit &&
      on === last.on && billable === last.billable && within === last.within && fallback === last.fallback
    ) {
      return last.search;
    }
    const search = new (ready().Search)(options);
    last?.search.free();
    last = { sets: sets && Array.from(sets), limit, on, billable, within, fallback, search };
    return search;
  }

  /** By its set and number, the code and the title of a row, and an other name. */
  const rows = askedOnce((set, row) => {
    const text = ready().rowText(set, row);
    const space = text.indexOf(' ');
    return { code: text.slice(0, space), display: text.slice(space + 1) };
  });
  const names = askedOnce((set, name) => ready().nameText(set, name));

  /** The module's memory as numbers; another one when the memory has grown. */
  let memory = new Uint32Array();
  /** The numbers of the last search. Asking for a text may have the memory grow, so they are copied before. */
  const found = [];

  /** Hits of as many numbers. What is 0 there is left out here. */
  function hits(search, count) {
    if (memory.length === 0) memory = new Uint32Array(ready().linearMemory().buffer);
    const start = search.numbers() >>> 2;
    for (let i = 0; i < count; i++) found[i] = memory[start + i];
    const list = [];
    for (let i = 0; i < count; ) {
      const set = found[i];
      const { code, display } = rows.of(set, found[i + 1]);
      const hit = { set: SETS[set], code, display, billable: found[i + 2] === 1, from: day(found[i + 3]) };
      if (found[i + 4]) hit.to = day(found[i + 4]);
      const matches = (hit.matches = []);
      if (found[i + 5]) hit.via = names.of(set, found[i + 5]);
      if (found[i + 6]) hit.note = search.note(set, found[i + 1]);
      const end = i + HIT + 2 * found[i + 7];
      for (i += HIT; i < end; i += 2) matches.push([found[i], found[i + 1]]);
      list.push(hit);
    }
    return list;
  }

  /** What to check by these options: mostly those of an earlier call. */
  function checkBy(options) {
    const { on, today, at, timelyFilingDays } = options ?? {};
    const kept = checks.get(at);
    if (
      kept !== undefined && typeof (options ?? {}) === 'object' &&
      kept.on === on && kept.today === today && kept.timelyFilingDays === timelyFilingDays
    ) {
      return kept;
    }
    const check = new (ready().Check)(options);
    kept?.check.free();
    if (checks.size >= MAX_KEPT) forgetChecks();
    const [notChecked, releases, ran] = shared(JSON.parse(check.baseline_report()));
    const made = { on, today, timelyFilingDays, check, notChecked, releases, ran };
    checks.set(at, made);
    return made;
  }

  /** The row of the report on a claim in which the field `at` is typed, if one is. */
  function row(check, claim, at) {
    const object = typeof claim === 'object' && claim !== null && !(claim instanceof Uint8Array);
    if (at === undefined || !object) {
      forget();
      return check.validate(jsonBytes(claim), 0);
    }
    const now = retyped(claim, at);
    // The module may not have the claim any more, or not take the text for what JSON would make of it.
    const known = now && check.retype(now.text, now.number);
    return known ?? check.validate(jsonBytes(claim), keep(claim, at));
  }

  /** Where the field of that number is. */
  function field(number) {
    const known = fields.get(number);
    if (known !== undefined) return known;
    if (fields.size >= MAX_FIELDS) fields.clear();
    const [path, line, loop, segment, element, form, fhirPath] = JSON.parse(ready().field(number));
    const x12 = { loop, segment };
    if (element) x12.element = element;
    const at = { x12 };
    if (form) at.form = form;
    at.fhirPath = fhirPath;
    const found = { path, line, at: shared(at) };
    fields.set(number, found);
    return found;
  }

  /** A finding of its row; `src/report/row.rs` says what stands where. What is empty there is left out here. */
  function finding([rule, severity, number, ownPath, message, ownFix, from, to, options, related]) {
    const { help, fix, snip, edit, predicts, source } = texts.get(rule);
    const { path, line, at } = field(number);
    const found = { rule, severity, path: ownPath || path, message, help, fix: { description: ownFix || fix }, at, snip, source };
    if (line) found.line = line;
    if (from || to) {
      found.source = { ...source };
      if (from) found.source.from = from;
      if (to) found.source.to = to;
    }
    if (options.length > 0) found.fix.options = options;
    if (edit) found.edit = edit;
    if (predicts) found.predicts = predicts;
    if (related.length > 0) {
      found.related = [];
      for (let i = 0; i < related.length; i += 2) found.related.push({ path: field(related[i]).path, message: related[i + 1] });
    }
    return found;
  }

  /** A report of its row. */
  function report([valid, checkedOn, entries, findings], { notChecked: always, releases, ran }) {
    texts ??= new Map(shared(JSON.parse(ready().rules())).map((rule) => [rule.id, rule]));
    const notChecked = always.slice();
    for (let i = 0; i < entries.length; i += 3) {
      notChecked.push({ rule: entries[i], reason: entries[i + 1], remedy: entries[i + 2] });
    }
    const made = { valid, findings: findings.map(finding), notChecked, releases };
    if (checkedOn) made.checkedOn = checkedOn;
    if (ran) made.ran = ran;
    return made;
  }

  return {
    search(query, options) {
      const asked = text(query, 'query', MAX_QUERY);
      const search = searchBy(options);
      return hits(search, search.find(asked));
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
      const by = checkBy(options);
      return report(JSON.parse(row(by.check, claim, options?.at ?? undefined)), by);
    },

    validateMany(input, options) {
      const raw = ready();
      const bytes = typeof input === 'string' ? encoder.encode(input) : input;
      if (!(bytes instanceof Uint8Array) && typeof bytes?.[Symbol.iterator] !== 'function') {
        throw failure('bad-option', '`input` must be NDJSON (bytes or a string) or an iterable of claims', TypeError);
      }
      return reports(raw, bytes instanceof Uint8Array ? byteBatches(bytes) : claimBatches(bytes), options, (row) => report(row, checkBy(options)));
    },

    loadTable(bytes) {
      const info = ready().loadTable(tableBytes(bytes));
      forgetChecks();
      rows.forget();
      names.forget();
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
