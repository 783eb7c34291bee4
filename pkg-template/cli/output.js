// What is printed: gathered, and written at once and whole, so that a reader who goes away is noticed.
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** Nobody reads the output any more. */
export class Closed extends Error {}

const MOST = 1 << 16;
/** Milliseconds that text waits for more, at most. */
const SOON = 100;
const waiting = Buffer.allocUnsafeSlow(MOST);
let length = 0;
let since = 0;

/** Text for standard output, or the bytes of one. */
export function print(text) {
  if (text.length === 0) return;
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  if (length + bytes.length > MOST) flush();
  if (bytes.length > MOST) {
    write(1, bytes);
    return;
  }
  waiting.set(bytes, length);
  length += bytes.length;
  if (performance.now() - since > SOON) flush();
}

const watched = process.stderr.isTTY === true && process.stdout.isTTY !== true;
let shown = 0;

/** How far it is, on the last line of a terminal where nothing else is printed. */
export function progress(text) {
  if (!watched || performance.now() - shown < 200) return;
  shown = performance.now();
  write(2, Buffer.from(`\r\x1b[K${text}`));
}

/** Takes that line away. */
export function progressEnds() {
  if (shown > 0) write(2, Buffer.from('\r\x1b[K'));
  shown = 0;
}

/** A line for standard output. */
export function line(text = '') {
  print(`${text}\n`);
}

/** A line for whoever watches, on standard error. */
export function note(text) {
  try {
    write(2, Buffer.from(`${text}\n`));
  } catch (error) {
    if (!(error instanceof Closed)) throw error;
  }
}

/** Writes what is gathered. */
export function flush() {
  const bytes = waiting.subarray(0, length);
  length = 0;
  since = performance.now();
  write(1, bytes);
}

function write(to, bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(to, bytes, at);
    } catch (error) {
      if (error.code === 'EPIPE' || error.code === 'EOF') throw new Closed();
      if (error.code !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** A moment, for a pipe that is full or has nothing yet. */
export function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

/** Whether there are colors: on a terminal, which a worker cannot see for itself. */
export const colored = workerData?.colored ?? (process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb');
const paint = (code) => (text) => (colored ? `\x1b[${code}m${text}\x1b[0m` : text);

export const color = { error: paint('31;1'), warning: paint('33'), info: paint('36'), strong: paint('1'), faint: paint('2') };

/** A segment with its marked element: on a terminal inverse, else between the brackets that it came with. */
export const marked = (text) => (colored ? text.replace(/⟦(.*?)⟧/gs, '\x1b[7m$1\x1b[27m') : text);

/** Text that came from a file cannot move the cursor or change colors. */
// eslint-disable-next-line no-control-regex
export const tame = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
