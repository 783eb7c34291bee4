// What claims are streamed from: as pieces of bytes, each asked for when the one before was answered.
import { isBytes } from './arguments.js';
import { SuperbillError } from './error.js';

const encoder = new TextEncoder();
const isBuffer = (it) => Object.prototype.toString.call(it) === '[object ArrayBuffer]';

/** Node's streams, the web's, and whatever can be iterated over, of bytes or text: as an async iterable of bytes. */
export function pieces(source) {
  if (typeof source?.[Symbol.asyncIterator] === 'function' || (typeof source?.[Symbol.iterator] === 'function' && typeof source !== 'string' && !isBytes(source))) {
    return bytesOf(source);
  }
  if (typeof source?.getReader === 'function') return bytesOf(read(source));
  // What holds a stream: a Blob or a File, a Response or a Request.
  if (typeof source?.stream === 'function') return pieces(source.stream());
  if (typeof source?.body?.getReader === 'function') return pieces(source.body);
  throw new SuperbillError('bad-option', '`source` must be a stream of Node or of the web, or an iterable of bytes or of text; what is whole already is for validateMany');
}

/** A stream of the web in a browser that cannot iterate over one yet. */
async function* read(stream) {
  const reader = stream.getReader();
  let done = false;
  try {
    for (;;) {
      const next = await reader.read();
      done = next.done;
      if (done) return;
      yield next.value;
    }
  } finally {
    if (!done) await reader.cancel();
    reader.releaseLock();
  }
}

async function* bytesOf(source) {
  // The first half of a character that a text was cut within.
  let half = '';
  for await (const piece of source) {
    if (typeof piece === 'string') {
      const text = half + piece;
      half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
      yield encoder.encode(half ? text.slice(0, -1) : text);
    } else if (isBytes(piece)) yield piece;
    else if (isBuffer(piece)) yield new Uint8Array(piece);
    else throw new SuperbillError('bad-input', 'a piece of `source` is neither bytes nor text; claims that are objects are for validateMany');
  }
  if (half) yield encoder.encode(half);
}
