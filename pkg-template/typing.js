// A claim that comes again at every keystroke, of which only the text of one field has changed. Writing all of it as JSON takes
// longer than most checks; comparing it with the one before takes a tenth of that, and then only the text has to cross.

/** A claim is not nested deeper; what is, is written whole every time. */
const MAX_DEPTH = 16;
/** Stands for the text of the field in what is kept. */
const GAP = Symbol('the text that is typed');

/** The field of the last call, what its claim was in that moment, and the number by which the module knows it. */
let kept;
let last = 0;
/** What stood in the gap at the last comparison. */
let typed;

/** Forgets the claim: a person's data stays no longer than the typing. */
export function forget() {
  kept = undefined;
}

/** Keeps what the claim is now and gives it a number; 0 when it is not plain data with a text in that field. */
export function keep(claim, at) {
  const steps = String(at).split('/').slice(1);
  typed = undefined;
  const isText = typeof steps.reduce((value, step) => value?.[step], claim) === 'string';
  const was = isText && !changesJson() ? picture(claim, steps, 0) : undefined;
  if (was === undefined || typed === undefined) {
    kept = undefined;
    return 0;
  }
  last = (last + 1) >>> 0 || 1;
  kept = { at, was, number: last };
  return last;
}

/** The text in the field and the number of the claim that is kept, when JSON would say the same of both but for this text. */
export function retyped(claim, at) {
  if (kept?.at !== at || changesJson() || !alike(claim, kept.was)) return undefined;
  return { text: typed, number: kept.number };
}

/** Whether JSON is made of the enumerable values of an object and of nothing else. */
function plain(object) {
  const prototype = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

function changesJson() {
  return Object.prototype.toJSON !== undefined || Array.prototype.toJSON !== undefined;
}

/** Names (none in an array) and values of plain data, level by level, with the gap at the steps; `undefined` of anything else. */
function picture(value, steps, depth) {
  if (depth > MAX_DEPTH) return undefined;
  const array = Array.isArray(value);
  if (!array && !plain(value)) return undefined;
  const names = array ? [...value.keys()].map(String) : [];
  if (!array) for (const name in value) names.push(name);
  const values = [];
  for (const name of names) {
    const inner = value[name];
    const onWay = steps !== undefined && steps[depth] === name;
    if (onWay && depth === steps.length - 1 && typeof inner === 'string') {
      typed = inner;
      values.push(GAP);
    } else if (typeof inner === 'object' && inner !== null) {
      const below = picture(inner, onWay ? steps : undefined, depth + 1);
      if (below === undefined) return undefined;
      values.push(below);
    } else if (typeof inner === 'function' || typeof inner === 'symbol' || typeof inner === 'bigint') {
      return undefined;
    } else {
      values.push(inner);
    }
  }
  return { names: array ? undefined : names, values };
}

/** Whether plain data still is what the picture shows. */
function alike(value, { names, values }) {
  if (typeof value !== 'object' || value === null) return false;
  if (names === undefined) {
    if (!Array.isArray(value) || value.length !== values.length) return false;
    for (let i = 0; i < values.length; i++) {
      if (value[i] !== values[i] && !fits(value[i], values[i])) return false;
    }
    return true;
  }
  if (!plain(value)) return false;
  let i = 0;
  for (const name in value) {
    if (name !== names[i]) return false;
    const inner = value[name];
    if (inner !== values[i] && !fits(inner, values[i])) return false;
    i++;
  }
  return i === names.length;
}

function fits(value, was) {
  if (was === GAP) {
    typed = value;
    return typeof value === 'string';
  }
  return typeof was === 'object' && was !== null && alike(value, was);
}
