import { readFileSync } from 'node:fs';
import { init, validateMany } from 'superbill';

const [file] = process.argv.slice(2);
await init({ tables: ['addon', 'ncci-ptp-hospital', 'hcpcs-edits', 'notes-icd10cm'] });

let [claims, clean, unreadable] = [0, 0, 0];
const rules = new Map();
for (const { report, error } of validateMany(readFileSync(file), { today: '2026-11-22' })) {
  if (error) {
    unreadable++;
    continue;
  }
  claims++;
  if (report.valid) clean++;
  for (const { rule, severity } of report.findings) rules.set(`${severity} ${rule}`, (rules.get(`${severity} ${rule}`) ?? 0) + 1);
}
console.log(`${claims} claims, ${clean} without an error, ${unreadable} could not be read`);
for (const [rule, count] of [...rules].sort((a, b) => b[1] - a[1])) console.log(String(count).padStart(6), rule);
