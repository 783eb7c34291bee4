// A claim that is written as JSON again at every keystroke, of which only the text of one field has changed. Writing all of
// it takes longer than most checks; comparing it with the one before takes a quarter of that.

/** A claim is not nested deeper; what is, is written whole. */
const MAX_DEPTH = 16;
/** Stands for the field's text while the claim around it is written. JSON escapes control characters, so no text has it. */
const GAP = '\u0001superbill\u0001';
const GAP_JSON = JSON.stringify(GAP);

/** The claim of the last call as JSON.parse gave it, the JSON before and behind the field's text, and where that is. */
let kept;

/** Forgets the claim: a person's data stays no longer than the typing. */
export function forget() {
  kept = undefined;
}

/** What JSON.stringify gives for a claim in which the field at this JSON Pointer is typed. Throws what that throws. */
export function write(claim, at) {
  const steps = kept?.at === at ? kept.steps : String(at).split('/').slice(1);
  const text = steps.reduce((value, step) => value?.[step], claim);
  if (typeof text !== 'string') return JSON.stringify(claim);
  if (kept?.at !== at || !alike(claim, kept.copy, steps, 0)) {
    const json = JSON.stringify(claim);
    kept = json === undefined ? undefined : around(JSON.parse(json), at, steps);
    return json;
  }
  return kept.before + JSON.stringify(text) + kept.behind;
}

function around(copy, at, steps) {
  const last = steps.at(-1);
  const parent = steps.slice(0, -1).reduce((value, step) => value?.[step], copy);
  if (last === undefined || typeof parent?.[last] !== 'string') return undefined;
  parent[last] = GAP;
  const [before, behind, ...more] = JSON.stringify(copy).split(GAP_JSON);
  return behind === undefined || more.length > 0 ? undefined : { at, steps, copy, before, behind };
}

/**
 * Whether JSON.stringify of `value` would give what `copy` came from, but for the value at the steps from `depth` on; those
 * are undefined beside their way. Of anything that is not plain data it says no.
 */
function alike(value, copy, steps, depth) {
  if (value === copy) return true;
  if (typeof copy !== 'object' || copy === null || typeof value !== 'object' || value === null) {
    // The gap is the one text that may differ.
    return depth === steps?.length;
  }
  if (depth > MAX_DEPTH || value.toJSON !== undefined) return false;
  const step = steps?.[depth];
  if (Array.isArray(copy)) {
    if (!Array.isArray(value) || value.length !== copy.length) return false;
    for (let i = 0; i < copy.length; i++) {
      if (!alike(value[i], copy[i], steps !== undefined && step === String(i) ? steps : undefined, depth + 1)) return false;
    }
    return true;
  }
  if (Array.isArray(value)) return false;
  let names = 0;
  for (const name in value) {
    const inner = value[name];
    if (inner === undefined) continue;
    names++;
    if (inner !== copy[name] && !alike(inner, copy[name], name === step ? steps : undefined, depth + 1)) return false;
  }
  // Every name of the copy has been met, unless one is missing now.
  for (const name in copy) names--;
  return names === 0;
}
