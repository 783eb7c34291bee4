// The bytes of a claim file, as the readers take them.
import { fstatSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { note, pause } from './output.js';
import { Unusable, reason } from './shared.js';

/** What is to be read: the files named, or standard input when something is piped into it. */
export function inputs(files) {
  if (files.length > 0) return files;
  if (isPiped()) return ['-'];
  throw new Unusable('validate waits for claims: name a file (837, JSON, NDJSON, .gz), or pipe one in');
}

function isPiped() {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

/** The bytes of a file, unpacked. */
export function read(file) {
  let bytes;
  try {
    bytes = file === '-' ? standardInput() : readFileSync(file);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw new Unusable(/^Z_|^ERR_BUFFER/.test(error.code) ? `it is packed with gzip and damaged or too large (${error.code})` : reason(error));
  }
  const begins = (...first) => first.every((byte, i) => bytes[i] === byte);
  if (begins(0x50, 0x4b, 3, 4)) throw new Unusable('this is a zip; unpack it first');
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) throw new Unusable('this is UTF-16; save it as UTF-8');
  if (isBlank(bytes)) throw new Unusable('it is empty');
  return bytes;
}

function isBlank(bytes) {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = from; at < bytes.length; at++) if (bytes[at] > 32) return false;
  return true;
}

function standardInput() {
  if (process.stdin.isTTY) note('superbill: reading claims from the terminal; end them with Ctrl-D');
  const pieces = [];
  for (;;) {
    const piece = Buffer.allocUnsafe(1 << 16);
    try {
      const length = readSync(0, piece);
      if (length === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, length));
    } catch (error) {
      if (error.code === 'EOF') return Buffer.concat(pieces);
      if (error.code !== 'EAGAIN') throw error;
      pause();
    }
  }
}
