// What `./x demo` prints: the installed package, used from Node. The argument is a claim with a few faults.
import { readFileSync } from 'node:fs';
import { lookup, search, tables, validate } from 'superbill';

const start = performance.now();
const hits = search('type 2 diab neurop');
const took = performance.now() - start;

console.log('\nsearch("type 2 diab neurop")');
for (const h of hits) console.log(`  ${h.code.padEnd(9)}${h.display}${h.billable ? '' : '  (header)'}${h.matchedName ? `  (via ${h.matchedName})` : ''}`);
console.log(`  ${took.toFixed(1)} ms, opening the tables included`);

const info = lookup('icd10cm', 'E11.40');
console.log('\nlookup("icd10cm", "E11.40")');
console.log(`  ${info.display}; ${info.status}, since ${info.from ?? 'before the data begins'}, ${info.release}`);
for (const p of info.parents) console.log(`  below ${p.code}  ${p.display}`);

const report = validate(JSON.parse(readFileSync(process.argv[2], 'utf8')), { today: '2026-11-22' });
console.log(`\nvalidate(${process.argv[2]})`);
for (const f of report.findings) {
  console.log(`  ${f.severity.padEnd(8)}${f.path}\n          ${f.message} [${f.rule}]`);
  if (f.fix?.description) console.log(`          ${f.fix.description}${f.fix.options?.length ? ` ${f.fix.options.join(', ')}` : ''}`);
}
console.log(`  ${report.findings.length} findings; not checked: ${report.notChecked.map((n) => n.rule).join(', ') || 'nothing'}`);

console.log(`\ntables: ${tables().map((t) => `${t.set} ${t.release}`).join(', ')}\n`);
