// Many claims, handed to the module in batches of NDJSON, so that memory stays flat however many there are. A file of X12 is cut
// anywhere: the module keeps what its claims share, and says at the end what it lacks.
import { claimBytes, isBytes } from './arguments.js';
import { SuperbillError } from './error.js';
import { isLines, values } from './json-values.js';

/** A batch has about this many bytes: few, so that the first answer comes at once and memory stays small. */
const BATCH_BYTES = 1 << 15;
const NEWLINE = 10;
const RETURN = 13;

/** X12, NDJSON, a claim as JSON or an array of them, as bytes or text; or any iterable of claims: as batches. */
export function batches(input, format) {
  const bytes = typeof input === 'string' ? claimBytes(input) : input;
  if (isBytes(bytes)) return (format ? format === 'x12' : isX12(bytes)) ? ofFile(bytes) : ofJson(withoutMark(bytes));
  if (typeof bytes?.[Symbol.iterator] === 'function') return ofClaims(bytes);
  throw new SuperbillError('bad-option', '`input` must be X12 837, JSON or NDJSON (bytes or a string), or an iterable of claims');
}

/** Whether an interchange begins within the first bytes, as X12 files do; the module looks closer. */
function isX12(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 4096)).replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  return !/^[{[]/.test(start) && /ISA[^A-Za-z0-9 ]/.test(start);
}

/** Pieces of an X12 file; the last says so. */
function* ofFile(bytes) {
  for (let from = 0; from < bytes.length; from += BATCH_BYTES) {
    yield { piece: bytes.subarray(from, from + BATCH_BYTES), last: from + BATCH_BYTES >= bytes.length };
  }
}

/** Without the byte order mark that some editors put first. */
const withoutMark = (bytes) => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes);

const ofJson = (bytes) => (isLines(bytes) ? ofLines(bytes) : ofClaims(values(bytes)));

/** Batches that end where a line ends. */
function* ofLines(bytes) {
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

function* ofClaims(claims) {
  let lines = [];
  let total = 0;
  for (const claim of claims) {
    const line = claimBytes(claim);
    // A claim given as text may be spread over lines. Between tokens a carriage return means as little as a line break, and
    // within a string JSON has neither.
    lines.push(line.includes(NEWLINE) ? line.map((byte) => (byte === NEWLINE ? RETURN : byte)) : line);
    total += line.length + 1;
    if (total >= BATCH_BYTES) {
      yield join(lines, total);
      lines = [];
      total = 0;
    }
  }
  if (lines.length > 0) yield join(lines, total);
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
