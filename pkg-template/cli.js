#!/usr/bin/env node
// The package on the command line; claims are read and checked on this machine only.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadTable, lookup, search, tableUrl, tables, validate, validateMany } from './node.js';

const USAGE = `superbill: medical codes and claim checks, offline

  superbill search WORDS...        [--set icd10cm] [--on 2026-11-03] [--limit 10] [--billable]
  superbill lookup CODE            [--set icd10cm] [--on 2026-11-03]
  superbill validate FILE          [--today 2026-11-22]    FILE: a claim as JSON, NDJSON (.ndjson, .jsonl), or - for NDJSON from stdin
  superbill tables

  --table NAME or PATH   load a table first; may be repeated (names: see tables/ in the package)
  --json                 print JSON

validate exits with 1 when a claim has an error. Without --today, today's date is taken.`;

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      set: { type: 'string' },
      on: { type: 'string' },
      today: { type: 'string' },
      limit: { type: 'string' },
      billable: { type: 'boolean' },
      table: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function print(json, value, lines) {
  console.log(json ? JSON.stringify(value) : lines(value).join('\n'));
}

const hitLines = (hits) =>
  hits.map((h) => {
    const asides = [!h.billable && 'header', h.matchedName && `via "${h.matchedName}"`, h.note].filter(Boolean);
    return `${h.code.padEnd(9)} ${h.display}${asides.length ? `  [${asides.join('; ')}]` : ''}`;
  });

const infoLines = (c) => [
  `${c.code}  ${c.display}`,
  `${c.set} ${c.release}: ${c.status}${c.billable ? ', billable' : ''}${c.note ? ` (${c.note})` : ''}, since ${c.from ?? 'before the data begins'}`,
  ...c.parents.map((p) => `  ${p.code}  ${p.display}`),
  ...c.children.map((p) => `    ${p.code}  ${p.display}`),
];

const reportLines = (r, name) => [
  `${name}: ${r.valid ? 'no errors' : 'has errors'}`,
  ...r.findings.map((f) => `  ${f.severity} ${f.path}: ${f.message} [${f.rule}]`),
  ...(r.notChecked.length ? [`  not checked: ${r.notChecked.map((n) => n.rule).join(', ')}`] : []),
];

function check(file, options, json) {
  const bytes = readFileSync(file === '-' ? 0 : file);
  let clean = true;
  const show = (report, name) => {
    clean &&= report.valid === true;
    print(json, report, (r) => reportLines(r, name));
  };
  if (file === '-' || /\.(ndjson|jsonl|x12|837|edi)$/.test(file)) {
    for (const one of validateMany(bytes, options)) {
      const name = one.index === null ? 'the file itself' : `claim ${one.index + 1}`;
      if (one.report) show(one.report, name);
      else {
        clean = false;
        print(json, one, () => [`${name}: ${one.error.message}`]);
      }
    }
  } else {
    show(validate(bytes, options), file);
  }
  return clean ? 0 : 1;
}

function main() {
  const { values, positionals } = parse();
  const [command, ...rest] = positionals;
  const { json, on, set } = values;
  if (values.help || !command) {
    console.log(USAGE);
    return 0;
  }
  for (const table of values.table ?? []) {
    loadTable(readFileSync(/[./\\]/.test(table) ? table : tableUrl(table)));
  }
  switch (command) {
    case 'search': {
      const limit = values.limit === undefined ? undefined : Number(values.limit);
      print(json, search(rest.join(' '), { sets: set ? [set] : undefined, on, limit, billable: values.billable }), hitLines);
      return 0;
    }
    case 'lookup': {
      const wanted = set ? [set] : tables().map((t) => t.set).filter((s) => ['icd10cm', 'icd10pcs', 'hcpcs', 'cpt'].includes(s));
      const info = wanted.map((s) => lookup(s, rest[0] ?? '', { on })).find(Boolean);
      if (!info) {
        console.error('no such code');
        return 1;
      }
      print(json, info, infoLines);
      return 0;
    }
    case 'validate': {
      const now = new Date();
      const today = values.today ?? [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
      return check(rest[0] ?? '-', { on, today }, json);
    }
    case 'tables':
      print(json, tables(), (all) => all.map((t) => `${t.set.padEnd(20)} ${t.release.padEnd(10)} ${t.from}..${t.to}  ${t.rows} rows`));
      return 0;
    default:
      console.error(USAGE);
      return 2;
  }
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`superbill: ${error.message}`);
  process.exitCode = 2;
}
