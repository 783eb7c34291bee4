// Between the form's controls, each with its JSON Pointer, and the claim.

const LETTERS = 'ABCDEFGHIJKL';

/** How a control's text becomes the claim's value, and back. */
const FORMS = {
  text: [(text) => text, (value) => String(value ?? '')],
  date: [(text) => text.replaceAll('-', ''), (value) => String(value ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')],
  list: [(text) => text.toUpperCase().split(/[\s,]+/).filter(Boolean), (value) => (value ?? []).join(' ')],
  // The form's letters are the claim's numbers; what is no letter goes through as it is, for the rules to judge.
  pointers: [
    (text) => [...text.toUpperCase().replace(/[\s,]/g, '')].map((c) => (LETTERS.includes(c) ? String(LETTERS.indexOf(c) + 1) : c)),
    (value) => (value ?? []).map((n) => LETTERS[n - 1] ?? n).join(''),
  ],
};

const keys = (path) => path.slice(1).split('/');

function get(claim, path) {
  return keys(path).reduce((at, key) => at?.[key], claim);
}

/** Sets the value at a JSON Pointer, making what is missing on the way. */
export function put(claim, path, value) {
  const parts = keys(path);
  const last = parts.pop();
  let at = claim;
  parts.forEach((key, i) => {
    at = at[key] ??= /^\d+$/.test(parts[i + 1] ?? last) ? [] : {};
  });
  at[last] = value;
}

/** Lists without holes: a box that was left empty before a filled one is an empty object, not a missing place. */
function filled(value) {
  if (Array.isArray(value)) return Array.from(value, (item) => (item === undefined ? {} : filled(item)));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v)]));
  return value;
}

/** The claim that the form says. Fields left empty are left out. */
export function claimOf(controls) {
  const claim = {};
  for (const [path, control] of controls) {
    const value = FORMS[control.dataset.form ?? 'text'][0](control.value.trim());
    if (value.length === 0) continue;
    put(claim, path, value);
    // What the paper form implies and the transaction says.
    const dx = /^(.*healthCareCodeInformation\/(\d+))\/diagnosisCode$/.exec(path);
    if (dx) put(claim, `${dx[1]}/diagnosisTypeCode`, dx[2] === '0' ? 'ABK' : 'ABF');
    const line = /^(.*professionalService)\/procedureCode$/.exec(path);
    if (line) {
      put(claim, `${line[1]}/procedureIdentifier`, 'HC');
      put(claim, `${line[1]}/measurementUnit`, 'UN');
    }
  }
  return filled(claim);
}

export function fill(controls, claim) {
  for (const [path, control] of controls) {
    control.value = FORMS[control.dataset.form ?? 'text'][1](get(claim, path));
  }
}

/** The control that a finding's path means: the field itself, the nearest around it, or the first within it. */
export function fieldOf(controls, path) {
  for (let at = path; at; at = at.slice(0, at.lastIndexOf('/'))) {
    if (controls.has(at)) return at;
  }
  return path ? [...controls.keys()].find((key) => key.startsWith(`${path}/`)) : undefined;
}
