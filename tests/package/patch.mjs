// A case of the corpus: the clean claim with a JSON Patch, and the findings that it must have. Used in Node and in browsers.

const unescape = (key) => key.replaceAll('~1', '/').replaceAll('~0', '~');

function apply(claim, { op, path, from, value }) {
  if (op === 'move') {
    const moved = from.split('/').slice(1).map(unescape).reduce((node, key) => node[key], claim);
    apply(claim, { op: 'remove', path: from });
    return apply(claim, { op: 'add', path, value: moved });
  }
  const keys = path.split('/').slice(1).map(unescape);
  const last = keys.pop();
  const at = keys.reduce((node, key) => node[key], claim);
  if (op === 'remove') {
    if (Array.isArray(at)) at.splice(Number(last), 1);
    else delete at[last];
  } else if (op === 'add' && Array.isArray(at)) {
    at.splice(last === '-' ? at.length : Number(last), 0, value);
  } else {
    at[last] = value;
  }
}

/** The claim and the options of a case. */
export function prepared({ claim, patch = [], options = {} }, clean) {
  const patched = structuredClone(claim ?? clean);
  for (const step of patch) apply(patched, structuredClone(step));
  const today = options.today === undefined ? '2026-11-20' : (options.today ?? undefined);
  return { claim: patched, options: { ...options, today } };
}

export function runCase(one, clean, validate) {
  const { claim, options } = prepared(one, clean);
  const { expect } = one;
  const report = validate(claim, options);
  const line = ({ rule, path }) => `${rule} ${path}`;
  return { got: report.findings.map(line).sort(), wanted: expect.map(line).sort() };
}
