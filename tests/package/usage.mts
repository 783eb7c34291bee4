// Compiled, not run: every function and most members, as a caller would write them.
import { browse, init, loadTable, lookup, rules, search, tables, tableUrl, validate, validateMany } from 'superbill';
import type { Claim, CodeInfo, CodeSet, Finding, Hit, Report, RuleInfo, SuperbillError, TableInfo } from 'superbill';
import 'superbill/picker';

const ready: Promise<void> = init(new URL('https://example.org/superbill_bg.wasm'));
await ready;
const set: CodeSet = 'icd10cm';
const hits: Hit[] = search('htn', { sets: [set, 'hcpcs'], limit: 5, on: '2026-11-03', billable: true, within: 'I10', fallback: false });
for (const { code, display, matches, via, to, from, note } of hits) {
  const parts: string[] = matches.map(([start, end]) => display.slice(start, end));
  const all: (string | null | undefined)[] = [code, ...parts, via, to, from, note];
  console.log(all);
}
const info: CodeInfo | undefined = lookup('icd10cm', 'E11.40', { on: '2026-11-03' });
const titles: string[] = info?.parents.map((p) => p.display) ?? [];
const notes: string[] = info?.notes?.map((n) => `${n.kind} ${n.text} ${n.at}`) ?? [];
const below = browse('icd10cm', 'E11').filter((b) => b.more);
const claim: Claim = {
  billing: { npi: '1234567893' },
  claimInformation: { claimChargeAmount: '1.00', serviceLines: [{ serviceDate: '20261103', professionalService: { procedureCode: '99213', lineItemChargeAmount: 1 } }] },
};
const report: Report = validate(claim, { today: '2026-11-22', at: '/billing/npi', timelyFilingDays: 90 });
const worst: Finding | undefined = report.findings.find((f) => f.severity === 'error');
const box: string | undefined = worst?.at.form;
const many: number[] = [];
for (const r of validateMany([claim, JSON.stringify(claim)], { today: '2026-11-22' })) many.push(r.index, r.report?.findings.length ?? 0);
const table: TableInfo = loadTable(new Uint8Array());
const url: URL = tableUrl('icd10pcs');
const known: RuleInfo[] = rules();
try {
  search('x');
} catch (error) {
  const { code } = error as SuperbillError;
  if (code === 'bad-option' || code === 'not-ready') console.log(code);
}
console.log(titles, notes, below, box, many, table, url, known, tables().map((t) => t.release));

// Each of these must be refused: tsc reports a `ts-expect-error` above a line that compiles.
// @ts-expect-error a query is a string
search(5);
// @ts-expect-error there is no such set
search('x', { sets: ['icd9'] });
// @ts-expect-error a code is needed
lookup('icd10cm');
// @ts-expect-error not a claim
validate(5);
// @ts-expect-error a code is a string
export const n: number = search('x')[0].code;
// @ts-expect-error not bytes
loadTable('x');
