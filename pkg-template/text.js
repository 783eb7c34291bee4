// Bytes as text: a string of printable ASCII survives every bundler, minifier and character encoding. Frequent bytes are one character,
// the others two; unlike base64, a byte stays a byte, so that brotli and gzip find what they find in the file itself.
// The text is { alphabet, text }: the alphabet lists the bytes of the single characters and then those of the pairs.

import { turn } from './turn.js';

/** The printable characters but those that strings and pages give a meaning to, and the two that begin pairs. */
export const SINGLE = [];
const SECOND = [];
for (let code = 32; code < 127; code++) {
  const c = String.fromCharCode(code);
  if (c === "'" || c === '\\' || c === '<') continue;
  SECOND.push(code);
  if (c !== '~' && c !== '|') SINGLE.push(code);
}
const FIRST = [126, 124];

/** How many characters are decoded in a turn. */
const SLICE = 1 << 18;

/** The bytes of one text by another: { text, alphabet, length }. For the build. */
export function toText(bytes) {
  const count = new Array(256).fill(0);
  for (const byte of bytes) count[byte]++;
  const order = [...count.keys()].sort((a, b) => count[b] - count[a] || a - b);
  const most = order.slice(0, SINGLE.length);
  // Letters stay themselves, which a compressor's dictionary likes.
  const own = new Set(most.filter((byte) => SINGLE.includes(byte)));
  const others = most.filter((byte) => !own.has(byte));
  const singles = SINGLE.map((code) => (own.has(code) ? code : others.shift()));
  const pairs = order.slice(SINGLE.length);
  const codes = new Map(singles.map((byte, i) => [byte, String.fromCharCode(SINGLE[i])]));
  pairs.forEach((byte, i) => codes.set(byte, String.fromCharCode(FIRST[Math.floor(i / SECOND.length)], SECOND[i % SECOND.length])));
  let text = '';
  for (const byte of bytes) text += codes.get(byte);
  return { length: bytes.length, alphabet: [...singles, ...pairs], text };
}

function* decoding({ length, alphabet, text }) {
  const single = new Int16Array(128).fill(-1);
  SINGLE.forEach((code, i) => { single[code] = alphabet[i]; });
  const pair = new Uint8Array(256);
  SECOND.forEach((code, i) => {
    pair[code] = alphabet[SINGLE.length + i] ?? 0;
    pair[code + 128] = alphabet[SINGLE.length + SECOND.length + i] ?? 0;
  });
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < text.length; ) {
    const end = Math.min(i + SLICE, text.length);
    while (i < end) {
      const code = text.charCodeAt(i++);
      const byte = single[code];
      bytes[at++] = byte >= 0 ? byte : pair[text.charCodeAt(i++) + (code === FIRST[0] ? 0 : 128)];
    }
    yield;
  }
  return bytes;
}

/** The bytes of a text. */
export function fromTextNow(text) {
  const steps = decoding(text);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, in turns between which a page can do other things. */
export async function fromText(text) {
  const steps = decoding(text);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await turn();
  }
}
