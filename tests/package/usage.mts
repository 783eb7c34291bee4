// Compiled, not run: every function and most members, as a caller would write them.
import { browse, createSuperbill, init, loadTable, lookup, rules, search, SuperbillError, tables, tableUrl, validate, validateMany, validateStream } from 'superbill';
import type { Claim, CodeInfo, CodeSet, Finding, Hit, Report, RuleInfo, Superbill, TableInfo } from 'superbill';
import 'superbill/picker';

const ready: Promise<void> = init(new URL('https://example.org/superbill_bg.wasm'));
await ready;
const set: CodeSet = 'icd10cm';
const hits: Hit[] = search('htn', { sets: [set, 'hcpcs'], limit: 5, on: '2026-11-03', billable: true, within: 'I10', fallback: false });
for (const { code, display, matches, matchedName, to, from, note } of hits) {
  const parts: string[] = matches.map(([start, end]) => display.slice(start, end));
  const all: (string | null | undefined)[] = [code, ...parts, matchedName, to, from, note];
  console.log(all);
}
const info: CodeInfo | undefined = lookup('icd10cm', 'E11.40', { on: '2026-11-03' });
const titles: string[] = info?.parents.map((p) => p.display) ?? [];
const notes: string[] = info?.notes?.map((n) => `${n.kind} ${n.text} ${n.at}`) ?? [];
const below = browse('icd10cm', 'E11').filter((b) => b.hasChildren);
const claim: Claim = {
  billing: { npi: '1234567893' },
  claimInformation: { claimChargeAmount: '1.00', serviceLines: [{ serviceDate: '20261103', professionalService: { procedureCode: '99213', lineItemChargeAmount: 1 } }] },
};
const report: Report = validate(claim, { today: '2026-11-22', field: '/billing/npi', timelyFilingDays: 90 });
const worst: Finding | undefined = report.findings.find((f) => f.severity === 'error');
const box: string | undefined = worst?.locations.form;
const many: number[] = [];
for (const r of validateMany([claim, JSON.stringify(claim)], { today: '2026-11-22' })) many.push(r.index ?? -1, r.report?.findings.length ?? 0);
for (const { charge } of validateMany('', { share: { part: 1, of: 2 }, rules: { only: ['dx.*'], without: ['dx.unknown'], severity: { 'dx.*': 'info' } } })) console.log(charge?.length);
async function streamed(): Promise<number> {
  let count = 0;
  for await (const { report } of validateStream(new Blob(['']).stream(), { today: '2026-11-22' })) count += report?.findings.length ?? 0;
  for await (const { index } of validateStream((async function* () { yield 'text'; yield new Uint8Array(); })())) count += index ?? 0;
  // @ts-expect-error What is whole is for validateMany.
  validateStream(claim);
  // @ts-expect-error There is no such severity.
  validate(claim, { rules: { severity: { 'dx.*': 'fatal' } } });
  return count;
}
const table: TableInfo = loadTable(new Uint8Array());
const url: URL = tableUrl('icd10pcs');
const known: RuleInfo[] = rules();
const other: Superbill = createSuperbill();
other.loadTable(new ArrayBuffer(0));
const again: Hit[] = other.search('htn', { sets: [set] });
try {
  search('x');
} catch (error) {
  if (error instanceof SuperbillError && (error.code === 'bad-option' || error.code === 'not-ready')) console.log(error.code);
}
console.log(streamed, titles, notes, below, box, many, table, url, known, again, tables().map((t) => t.release));

// Each of these must be refused: tsc reports a `ts-expect-error` above a line that compiles.
// @ts-expect-error a query is a string
search(5);
// @ts-expect-error there is no such set
search('x', { sets: ['icd9'] });
// @ts-expect-error a code is needed
lookup('icd10cm');
// @ts-expect-error not a claim
validate(5);
// @ts-expect-error a misspelt field
validate({ billing: { npI: '1234567893' } });
// @ts-expect-error a code is a string
export const n: number = search('x')[0].code;
// @ts-expect-error there is no such option
search('x', { set: ['icd10cm'] });
// @ts-expect-error not bytes
loadTable('x');
