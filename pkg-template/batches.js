// Many claims, handed to the module in batches, so that memory stays flat however many there are and however they come: X12 cut
// anywhere (the module keeps what its claims share, and says at the end what it lacks), JSON as lines that are whole.
import { claimBytes, isBytes } from './arguments.js';
import { SuperbillError } from './error.js';
import { isLines, joined, LONGEST, skipSpace, Values } from './json-values.js';

/** A batch has about this many bytes: few, so that memory stays small. */
const BATCH_BYTES = 1 << 15;
/** The first has fewer, and each twice as many as the one before, so that the first answer comes at once. */
const FIRST_BATCH = 1 << 12;
const NEWLINE = 10;
const RETURN = 13;
/** Within so many bytes an interchange begins, if it is X12. */
const START = 4096;
const NOTHING = new Uint8Array(0);

/** X12, NDJSON, a claim as JSON or an array of them, as bytes or text; or any iterable of claims: as batches. */
export function batches(input, format) {
  const bytes = typeof input === 'string' ? claimBytes(input) : input;
  if (isBytes(bytes)) return ofBytes(bytes, format);
  if (typeof bytes?.[Symbol.iterator] === 'function') return ofClaims(bytes);
  const streamed = typeof bytes?.[Symbol.asyncIterator] === 'function' || typeof bytes?.getReader === 'function' || typeof bytes?.stream === 'function';
  throw new SuperbillError('bad-option', `\`input\` must be X12 837, JSON or NDJSON (bytes or a string), or an iterable of claims${streamed ? '; a stream is for `validateStream`' : ''}`);
}

function* ofBytes(bytes, format) {
  const file = new FileInPieces(format);
  yield* file.push(bytes, true);
}

function* ofClaims(claims) {
  const lines = new Lines();
  for (const claim of claims) yield* lines.add(claimBytes(claim));
  yield* lines.rest();
}

/** Claims that become lines of NDJSON. */
class Lines {
  #lines = [];
  #total = 0;

  *add(claim) {
    // A claim may be spread over lines. Between tokens a carriage return means as little as a line break, and within a string JSON
    // has neither.
    this.#lines.push(claim.includes(NEWLINE) ? claim.map((byte) => (byte === NEWLINE ? RETURN : byte)) : claim);
    this.#total += claim.length + 1;
    if (this.#total >= BATCH_BYTES) yield* this.rest();
  }

  *rest() {
    if (this.#lines.length === 0) return;
    const out = new Uint8Array(this.#total);
    let at = 0;
    for (const line of this.#lines) {
      out.set(line, at);
      at += line.length;
      out[at++] = NEWLINE;
    }
    [this.#lines, this.#total] = [[], 0];
    yield out;
  }
}

/** A file that comes in pieces of any size. */
export class FileInPieces {
  /** What has come while it cannot be told yet what the file is, or the line that is open. */
  #held = NOTHING;
  #reader;
  #tooLong = false;
  #format;
  #batch = FIRST_BATCH;

  /** @param {string} [format] what the file is; it is told by its content without */
  constructor(format) {
    this.#format = format;
  }

  /** The batches that are whole now; with `last` nothing more comes. */
  *push(bytes, last) {
    if (this.#reader) {
      yield* this.#reader(bytes, last);
      return;
    }
    const all = joined(this.#held, bytes);
    this.#reader = this.#readerOf(all, last);
    this.#held = this.#reader ? NOTHING : all;
    if (this.#reader) yield* this.#reader(this.#reader === this.#ofX12 ? all : withoutMark(all), last);
  }

  #readerOf(all, last) {
    const bytes = withoutMark(all);
    const start = skipSpace(bytes, 0);
    if (this.#format === 'x12') return this.#ofX12;
    if (!'{['.includes(String.fromCharCode(bytes[start]))) {
      if (bytes.length < START && !last) return undefined;
      return !this.#format && isX12(bytes) ? this.#ofX12 : this.#ofLines;
    }
    const lines = isLines(bytes, last);
    if (lines === undefined) return undefined;
    if (lines) return this.#ofLines;
    const [values, out] = [new Values(), new Lines()];
    return function* (bytes, last) {
      for (const value of values.push(bytes, last)) yield* out.add(value);
      if (last) yield* out.rest();
    };
  }

  /** Bytes of the next batch. */
  #size() {
    const size = this.#batch;
    this.#batch = Math.min(size * 2, BATCH_BYTES);
    return size;
  }

  *#ofX12(bytes, last) {
    let from = 0;
    do {
      const to = Math.min(from + this.#size(), bytes.length);
      yield { piece: bytes.subarray(from, to), last: last && to === bytes.length };
      from = to;
    } while (from < bytes.length);
  }

  /** Batches that end where a line ends. */
  *#ofLines(bytes, last) {
    const all = this.#withoutRest(bytes);
    const end = last ? all.length : all.lastIndexOf(NEWLINE) + 1;
    for (let from = 0; from < end; ) {
      let to = Math.min(from + this.#size(), end);
      if (to < end) to = all.indexOf(NEWLINE, to) + 1 || end;
      yield all.subarray(from, to);
      from = to;
    }
    this.#held = all.slice(end);
    if (this.#held.length > LONGEST) {
      // It is answered as what it is, and its rest is not looked at.
      yield this.#held.subarray(0, LONGEST);
      [this.#held, this.#tooLong] = [NOTHING, true];
    }
  }

  /** What is held and what has come, without the rest of a line that was too long. */
  #withoutRest(bytes) {
    if (!this.#tooLong) return joined(this.#held, bytes);
    const end = bytes.indexOf(NEWLINE);
    this.#tooLong = end < 0;
    return end < 0 ? NOTHING : bytes.subarray(end + 1);
  }
}

/** Whether an interchange begins within the first bytes, as X12 files do; the module looks closer. */
function isX12(bytes) {
  return /ISA[^A-Za-z0-9 ]/.test(String.fromCharCode(...bytes.subarray(0, START)));
}

/** Without the byte order mark that some editors put first. */
const withoutMark = (bytes) => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes);
