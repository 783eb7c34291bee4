// The bytes of a claim file, unpacked, piece by piece.
import { createReadStream, fstatSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { note } from './output.js';
import { Unusable, reason } from './shared.js';

const PIECE = 1 << 16;

/** What is to be read: the files named, or standard input when something is piped into it. */
export function inputs(files) {
  if (files.length > 0) return files;
  if (isPiped()) return ['-'];
  throw new Unusable('validate waits for claims: name a file (837, JSON, NDJSON, FHIR, .gz), or pipe one in');
}

function isPiped() {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

const begins = (bytes, ...first) => first.every((byte, i) => bytes[i] === byte);

/** The pieces of a file; an error says why there are none, or no more. */
export async function* read(file) {
  if (file === '-' && process.stdin.isTTY) note('superbill: reading claims from the terminal; end them with Ctrl-D');
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
  let blank = true;
  try {
    for await (const piece of unpacked(source)) {
      blank &&= isBlank(piece);
      yield piece;
    }
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(/^Z_|^ERR_BUFFER/.test(error.code) ? `it is packed with gzip and damaged (${error.code})` : reason(error));
  }
  if (blank) throw new Unusable('it is empty');
}

async function* unpacked(source) {
  const pieces = source[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  let done = false;
  while (first.length < 4 && !done) {
    const next = await pieces.next();
    done = next.done ?? false;
    if (!done) first = Buffer.concat([first, next.value]);
  }
  if (begins(first, 0x50, 0x4b, 3, 4)) throw new Unusable('this is a zip; unpack it first');
  if (begins(first, 0xff, 0xfe) || begins(first, 0xfe, 0xff)) throw new Unusable('this is UTF-16; save it as UTF-8');
  const whole = (async function* () {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await pieces.next();
      if (next.done) return;
      yield next.value;
    }
  })();
  if (!begins(first, 0x1f, 0x8b)) yield* whole;
  // An error goes to whoever reads the unpacked bytes.
  else yield* pipeline(Readable.from(whole), createGunzip({ chunkSize: PIECE }), () => {});
}

function isBlank(bytes) {
  const from = begins(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  for (let at = from; at < bytes.length; at++) if (bytes[at] > 32) return false;
  return true;
}
