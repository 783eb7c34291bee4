// Where claims begin and end in JSON text, found without reading them: brackets are counted, and strings are skipped.
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [...'"\\,[]{}'].map((c) => c.charCodeAt(0));
const NEWLINE = 10;

const isSpace = (byte) => byte === 32 || (byte >= 9 && byte <= 13);

function skipSpace(bytes, at) {
  while (at < bytes.length && isSpace(bytes[at])) at++;
  return at;
}

/** The end of the object, list or string that begins at `from`, or -1 when it has none before `to`. */
function valueEnd(bytes, from, to) {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      for (at++; at < to && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      if (at >= to) return -1;
    } else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
    if (depth <= 0) return at + 1;
  }
  return -1;
}

/** Whether each line stands for itself, rather than that a claim is spread over lines or that claims are in a list. */
export function isLines(bytes) {
  const start = skipSpace(bytes, 0);
  if (bytes[start] !== OPEN && bytes[start] !== OPEN_LIST) return true;
  const newline = bytes.indexOf(NEWLINE, start);
  const lineEnd = newline < 0 ? bytes.length : newline;
  const end = valueEnd(bytes, start, lineEnd);
  const next = skipSpace(bytes, end < 0 ? lineEnd : end);
  if (bytes[start] === OPEN_LIST) return end >= 0 && next < bytes.length;
  // A line that is cut off, when the next begins a claim of its own.
  return end >= 0 || next >= bytes.length || bytes[next] === OPEN;
}

/** The values of a list, or those that follow each other; what comes after the last whole one counts as one more. */
export function* values(bytes) {
  let at = skipSpace(bytes, 0);
  const inList = bytes[at] === OPEN_LIST;
  if (inList) at++;
  for (;;) {
    while (at < bytes.length && (isSpace(bytes[at]) || (inList && bytes[at] === COMMA))) at++;
    if (inList && bytes[at] === CLOSE_LIST) {
      const rest = skipSpace(bytes, at + 1);
      if (rest < bytes.length) yield bytes.subarray(rest);
      return;
    }
    if (at >= bytes.length) break;
    const end = next(bytes, at, inList);
    yield bytes.subarray(at, end);
    at = end;
  }
  // The list has no end: something of it is missing, which must not go unsaid.
  if (inList) yield bytes.subarray(bytes.indexOf(OPEN_LIST), bytes.indexOf(OPEN_LIST) + 1);
}

function next(bytes, from, inList) {
  if ([OPEN, OPEN_LIST, QUOTE].includes(bytes[from])) {
    const end = valueEnd(bytes, from, bytes.length);
    return end < 0 ? bytes.length : end;
  }
  let at = from + 1;
  while (at < bytes.length && !isSpace(bytes[at]) && !(inList && (bytes[at] === COMMA || bytes[at] === CLOSE_LIST))) at++;
  return at;
}
