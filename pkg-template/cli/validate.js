// Claims of files, checked and reported.
import { rules as allRules, validate as check, validateMany } from '../node.js';
import { isNamed } from './codes.js';
import { csv } from './csv.js';
import { html } from './html.js';
import { inputs, read } from './input.js';
import { json, ndjson } from './json.js';
import { Closed, note } from './output.js';
import { sarif } from './sarif.js';
import { Unusable, loadTables, reason } from './shared.js';
import { text } from './text.js';
import { Totals } from './totals.js';

const FORMATS = { text, json, ndjson, csv, sarif, html };
/** What each makes the exit code 1. */
const FAILING = { error: ['error'], warning: ['error', 'warning'], never: [] };

export const OPTIONS = {
  format: { type: 'string' },
  rule: { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  today: { type: 'string' },
  on: { type: 'string' },
  'timely-filing': { type: 'string' },
};

export function validate(files, values) {
  const writer = one(FORMATS, values.format ?? (values.json ? 'json' : 'text'), '--format')();
  const failing = one(FAILING, values['fail-on'] ?? 'error', '--fail-on');
  const keeps = filter(values);
  const options = {
    on: values.on,
    today: values.today ?? today(),
    timelyFilingDays: values['timely-filing'] === undefined ? undefined : Number(values['timely-filing']),
  };
  const paths = inputs(files);
  // Faults of the options come before the first file is read.
  [...validateMany('', options)];
  loadTables(values);
  const totals = new Totals();
  writer.begin?.();
  for (const file of paths) {
    totals.files++;
    const name = file === '-' ? 'standard input' : file;
    try {
      claims(read(file), options, (item) => {
        const kept = keep(item, keeps);
        totals.add(kept);
        writer.item(name, kept);
      });
    } catch (error) {
      if (error instanceof Closed) throw error;
      totals.unread++;
      note(`superbill: ${name}: ${reason(error)}`);
    }
  }
  writer.end?.(totals);
  if (totals.unread + totals.broken > 0) return 2;
  return failing.some((severity) => totals.by[severity] > 0) ? 1 : 0;
}

/** Every answer on the claims of a file; throws when it holds none. */
function claims(bytes, options, take) {
  let count = 0;
  for (const item of validateMany(bytes, options)) {
    if (item.index !== null) count++;
    // Of a claim over several lines the place of the fault is a line and a column only when it is read by itself.
    if (count === 1 && item.error) item.error.message = ownMessage(bytes) ?? item.error.message;
    take(item);
  }
  if (count === 0) throw new Unusable('there is no claim in it');
}

function ownMessage(bytes) {
  if (bytes[0] !== 0x7b || bytes.length > 1 << 20) return undefined;
  try {
    check(bytes);
  } catch (error) {
    return error.message;
  }
  return undefined;
}

function keep(item, keeps) {
  if (!item.report) return item;
  const findings = item.report.findings.filter((finding) => keeps(finding.rule));
  const notChecked = item.report.notChecked.filter((not) => keeps(not.rule));
  return { ...item, report: { ...item.report, valid: !findings.some((f) => f.severity === 'error'), findings, notChecked } };
}

/** Which rules are asked for. */
function filter({ rule = [], ignore = [] }) {
  const split = (list) => list.flatMap((names) => names.split(',')).filter(Boolean);
  const [only, without] = [split(rule), split(ignore)];
  const known = allRules();
  const unknown = [...only, ...without].find((name) => !known.some(({ id }) => isNamed(id, name)));
  if (unknown !== undefined) throw new Unusable(`there is no rule ${unknown.slice(0, 60)}; superbill rules lists them`);
  const kept = new Map(
    known.map(({ id }) => [id, (only.length === 0 || only.some((name) => isNamed(id, name))) && !without.some((name) => isNamed(id, name))]),
  );
  return (id) => kept.get(id) ?? only.length === 0;
}

function one(choices, name, option) {
  if (Object.hasOwn(choices, name)) return choices[name];
  throw new Unusable(`${option} is one of ${Object.keys(choices).join(', ')}`);
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
