// node bench/claims.mjs: validation through the installed package; the answer as JSON on stdout.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.BENCH_CONSUMER);
const { loadTable, validate, validateMany } = require('superbill');

const clean = JSON.parse(readFileSync(new URL('../tests/corpus/base.json', import.meta.url), 'utf8'));
const today = '2026-11-20';

/** The clean claim of the tests with eight service lines. */
export function eightLines() {
  const claim = structuredClone(clean);
  const [first] = claim.claimInformation.serviceLines;
  const codes = ['99213', '83036', '80053', '85025', '36415', '93000', '81003', '90471'];
  claim.claimInformation.serviceLines = codes.map((procedureCode, i) => {
    const line = structuredClone(first);
    line.assignedNumber = String(i + 1);
    Object.assign(line.professionalService, { procedureCode, lineItemChargeAmount: '10.00' });
    return line;
  });
  claim.claimInformation.claimChargeAmount = '80.00';
  return claim;
}

/** Median microseconds of one call. */
function median(run, rounds = 5000) {
  for (let i = 0; i < 2000; i++) run();
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const begin = performance.now();
    run();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] * 1000;
}

const beside = new URL('./tables/', `file://${require.resolve('superbill')}`);
for (const file of readdirSync(beside)) loadTable(readFileSync(new URL(file, beside)));

const claim = eightLines();
const text = JSON.stringify(claim);
const bytes = new TextEncoder().encode(text);
const answer = JSON.stringify(validate(claim, { today }));

const many = 40_000;
const ndjson = new TextEncoder().encode(
  Array.from({ length: many }, (_, i) => {
    const one = structuredClone(clean);
    one.claimInformation.patientControlNumber = `A${i}`;
    one.subscriber.memberId = `1EG4TE5MK${String(i % 90 + 10)}`;
    return JSON.stringify(one);
  }).join('\n'),
);
const begin = performance.now();
let reports = 0;
for (const { report } of validateMany(ndjson, { today })) reports += report ? 1 : 0;
const seconds = (performance.now() - begin) / 1000;
if (reports !== many) throw new Error(`${reports} reports of ${many} claims`);

console.log(JSON.stringify({
  object: median(() => validate(claim, { today })),
  bytes: median(() => validate(bytes, { today })),
  at: median(() => validate(bytes, { today, at: '/claimInformation/serviceLines/3/professionalService/procedureCode' })),
  write: median(() => new TextEncoder().encode(JSON.stringify(claim))),
  read: median(() => JSON.parse(answer)),
  perSecond: many / seconds,
  findings: validate(claim, { today }).findings.length,
}));
