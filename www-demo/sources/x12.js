// The segments of an 837 file with their bytes, and which of them make up each claim.

const LATIN = new TextDecoder('latin1');
const UTF8 = new TextDecoder();

/** How a file begins, a character for each byte. */
export const latin = (bytes) => LATIN.decode(bytes.subarray(0, 4096));

/** Whether a file begins as an interchange does, behind a mark of UTF-8 or none. */
export function isX12(bytes) {
  return /^(?:\xef\xbb\xbf)?\s*ISA/.test(latin(bytes));
}

/** One segment: its text, where it begins and ends in the file, and its elements. */
export class Segment {
  constructor(text, from, delimiters) {
    Object.assign(this, { text, from, to: from + text.length, delimiters });
    this.elements = text.split(delimiters.element);
    this.id = this.elements[0];
  }

  /** An element, or a component of it (from 1), as text. */
  at(element, component = 0) {
    const whole = this.elements[element] ?? '';
    const part = component ? (whole.split(this.delimiters.component)[component - 1] ?? '') : whole;
    // The file was cut as bytes; what is beyond ASCII is read as UTF-8 only here.
    return /[^\0-\x7f]/.test(part) ? UTF8.decode(Uint8Array.from(part, (c) => c.charCodeAt(0))) : part;
  }

  components(element) {
    return (this.elements[element] ?? '').split(this.delimiters.component);
  }
}

/** All segments of a file. One that is no X12 has none. */
export function segmentsOf(bytes) {
  const text = LATIN.decode(bytes);
  const out = [];
  let delimiters;
  let at = 0;
  while (at < text.length) {
    if (text.charCodeAt(at) <= 32 || text.charCodeAt(at) > 126) {
      at += 1;
      continue;
    }
    if (text.startsWith('ISA', at)) delimiters = { element: text[at + 3], component: text[at + 104], end: text[at + 105] };
    if (!delimiters?.end) return out;
    let end = text.indexOf(delimiters.end, at);
    if (end < 0) end = text.length;
    out.push(new Segment(text.slice(at, end), at, delimiters));
    at = end + 1;
  }
  return out;
}

const LEVELS = { 20: 'billing', 22: 'subscriber', 23: 'patient' };

/**
 * The claims of a file: for each the numbers of its own segments and of the levels that it hangs on, as `[first, after the last]`.
 * The implementation guide's name tells which kind of claim it is.
 */
export function claimsOf(segments) {
  const claims = [];
  let levels = {};
  let open;
  let guide = '';
  const close = (i) => {
    if (open && open[1] === undefined) open[1] = i;
  };
  segments.forEach((segment, i) => {
    const { id } = segment;
    if (id === 'ISA' || id === 'ST' || id === 'SE') {
      close(i);
      levels = {};
      if (id === 'ST') guide = segment.at(3) || guide;
    }
    if (id === 'GS') guide = segment.at(8);
    if (id === 'HL') {
      close(i);
      const level = LEVELS[segment.at(3)];
      if (level === 'billing') levels = {};
      if (level === 'subscriber') levels = { billing: levels.billing };
      open = [i, undefined];
      if (level) levels = { ...levels, [level]: open };
    }
    if (id === 'CLM') {
      close(i);
      open = [i, undefined];
      claims.push({ ...levels, claim: open, form: formOf(guide, segments, i) });
    }
  });
  close(segments.length);
  return claims;
}

/** The form by the guide: X222 professional, X223 institutional, X224 dental; without one by the lines. */
function formOf(guide, segments, at) {
  const known = { X222: 'professional', X223: 'institutional', X224: 'dental' }[/X22[234]/.exec(guide)?.[0]];
  if (known) return known;
  const line = segments.slice(at, at + 60).find((s) => /^SV[123]$/.test(s.id));
  return { SV2: 'institutional', SV3: 'dental' }[line?.id] ?? 'professional';
}
