// Where claims begin and end in JSON text that comes in pieces, found without reading them: brackets are counted, and strings
// are skipped.
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [...'"\\,[]{}'].map((c) => c.charCodeAt(0));
const NEWLINE = 10;

const isSpace = (byte) => byte === 32 || (byte >= 9 && byte <= 13);

export function skipSpace(bytes, at) {
  while (at < bytes.length && isSpace(bytes[at])) at++;
  return at;
}

/** Both, one after the other. */
export function joined(a, b) {
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** How far brackets are open, over any number of pieces. */
class Depth {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Goes on to the end of the value that was begun; -1 when it has none here. */
  end(bytes, from, to) {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        if (this.#inString) continue;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN || byte === OPEN_LIST) this.#depth++;
      else if (byte === CLOSE || byte === CLOSE_LIST) this.#depth--;
      if (this.#depth <= 0 && !this.#inString) return at + 1;
    }
    return -1;
  }
}

/** So much of a first line is waited for to tell how claims are written. */
const MOST_WAITING = { [OPEN_LIST]: 1 << 20, [OPEN]: 1 << 24 };

/**
 * Whether each line stands for itself, rather than that a claim is spread over lines or that claims are in a list; `undefined`
 * while more has to come to tell.
 */
export function isLines(bytes, last) {
  const start = skipSpace(bytes, 0);
  const first = bytes[start];
  if (first !== OPEN && first !== OPEN_LIST) return true;
  const newline = bytes.indexOf(NEWLINE, start);
  if (newline < 0 && !last) return bytes.length > MOST_WAITING[first] ? false : undefined;
  const lineEnd = newline < 0 ? bytes.length : newline;
  const end = new Depth().end(bytes, start, lineEnd);
  const next = skipSpace(bytes, end < 0 ? lineEnd : end);
  if (next >= bytes.length && !last) return undefined;
  if (first === OPEN_LIST) return end >= 0 && next < bytes.length;
  // A line that is cut off, when the next begins a claim of its own.
  return end >= 0 || next >= bytes.length || bytes[next] === OPEN;
}

/** A number, a word, or what should be one: to the next space, or within a list to the next comma. */
class Word {
  constructor(inList) {
    this.inList = inList;
  }

  end(bytes, from, to) {
    for (let at = from; at < to; at++) {
      if (isSpace(bytes[at]) || (this.inList && (bytes[at] === COMMA || bytes[at] === CLOSE_LIST))) return at;
    }
    return -1;
  }
}

/** What stands behind a list: all that comes. */
const REST = { end: () => -1 };

/** No claim is longer; of a longer value so much is handed on that the module can say so. */
export const LONGEST = (1 << 24) + 1;

/** The values of a list, or those that follow each other; what comes after the last whole one counts as one more. */
export class Values {
  #held = new Uint8Array(0);
  /** What looks for the end of the value that is open, which begins with what is held, and how far it has looked. */
  #open;
  #seen = 0;
  #inList;
  #closed = false;
  /** Whether the value that is open was too long: it was handed on, and its rest is dropped. */
  #tooLong = false;

  *push(bytes, last) {
    const held = joined(this.#held, bytes);
    let from = 0;
    let at = this.#seen;
    for (;;) {
      if (!this.#open) {
        from = at = this.#begin(held, at);
        if (from >= held.length) break;
        this.#open = this.#finder(held[from]);
      }
      const end = this.#open.end(held, at, held.length);
      if (end < 0 && !last) break;
      at = end < 0 ? held.length : end;
      this.#open = undefined;
      if (!this.#tooLong) yield held.subarray(from, at);
      this.#tooLong = false;
    }
    if (this.#open && held.length - from > LONGEST) {
      if (!this.#tooLong) yield held.subarray(from, from + LONGEST);
      this.#tooLong = true;
    }
    if (this.#tooLong) from = held.length;
    this.#held = held.subarray(from);
    this.#seen = this.#held.length;
    // The list has no end: something of it is missing, which must not go unsaid.
    if (last && this.#inList && !this.#closed) yield Uint8Array.of(OPEN_LIST);
  }

  /** Where the next value begins. */
  #begin(held, from) {
    let at = from;
    for (; at < held.length; at++) {
      const byte = held[at];
      if (isSpace(byte)) continue;
      if (this.#inList === undefined) {
        this.#inList = byte === OPEN_LIST;
        if (this.#inList) continue;
      }
      if (!this.#inList || this.#closed) break;
      if (byte === CLOSE_LIST) this.#closed = true;
      else if (byte !== COMMA) break;
    }
    return at;
  }

  #finder(first) {
    if (this.#closed) return REST;
    return [OPEN, OPEN_LIST, QUOTE].includes(first) ? new Depth() : new Word(this.#inList);
  }
}
