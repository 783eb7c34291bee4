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
  // The engine takes its time with code of which little is called at once.
  for (let i = 0; i < 20_000; i++) run();
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const begin = performance.now();
    run();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] * 1000;
}

const beside = new URL('./tables/', `file://${require.resolve('superbill')}`);
for (const file of readdirSync(beside).filter((name) => name.endsWith('.tbl'))) loadTable(readFileSync(new URL(file, beside)));

const claim = eightLines();
const text = JSON.stringify(claim);
const bytes = new TextEncoder().encode(text);
const answer = JSON.stringify(validate(claim, { today }));

/** Claims as NDJSON, every one of another patient. */
function batch(one, n) {
  const letters = 'ACDEFGHJKMNPQRTUVWXY';
  return new TextEncoder().encode(
    Array.from({ length: n }, (_, i) => {
      one.claimInformation.patientControlNumber = `A${i}`;
      const [a, b, c] = [i / 40_000, i / 2_000, i / 100].map((k) => letters[Math.floor(k) % 20]);
      one.subscriber.memberId = `1${a}G4TE5${b}${c}${String(i % 100).padStart(2, '0')}`;
      return JSON.stringify(one);
    }).join('\n'),
  );
}

/** Claims a second. */
function rate(one) {
  const many = 20_000;
  const ndjson = batch(structuredClone(one), many);
  const begin = performance.now();
  let reports = 0;
  for (const { report } of validateMany(ndjson, { today })) reports += report ? 1 : 0;
  const seconds = (performance.now() - begin) / 1000;
  if (reports !== many) throw new Error(`${reports} reports of ${many} claims`);
  return many / seconds;
}

const line = '/claimInformation/serviceLines/3/professionalService/';
const typed = structuredClone(claim);
typed.claimInformation.serviceLines[3].professionalService.procedureModifiers = ['59'];
/** The fields that are typed in: two texts each. */
const fields = {
  'procedure code': [`${line}procedureCode`, ['85025', '85027']],
  modifier: [`${line}procedureModifiers/0`, ['59', 'XU']],
  'diagnosis code': ['/claimInformation/healthCareCodeInformation/1/diagnosisCode', ['I10', 'I110']],
  charge: [`${line}lineItemChargeAmount`, ['10.00', '10.01']],
  NPI: ['/billing/npi', ['1234567893', '1245319599']],
};

/** The claim with another text at a pointer, as an object and as bytes. */
function withText(pointer, text) {
  const copy = structuredClone(typed);
  const steps = pointer.split('/').slice(1);
  const last = steps.pop();
  steps.reduce((value, step) => value[step], copy)[last] = text;
  return { object: copy, bytes: new TextEncoder().encode(JSON.stringify(copy)) };
}

/** Microseconds of a keystroke in each field, from bytes and from the object. */
const field = Object.entries(fields).map(([name, [pointer, texts]]) => {
  const claims = texts.map((text) => withText(pointer, text));
  let i = 0;
  const time = (kind) => median(() => validate(claims[i++ % 2][kind], { today, field: pointer }));
  return { name, bytes: time('bytes'), object: time('object') };
});

console.log(JSON.stringify({
  object: median(() => validate(claim, { today })),
  bytes: median(() => validate(bytes, { today })),
  field,
  // What a call takes that has nothing to check: reading the claim, and the boundary both ways.
  boundary: median(() => validate(bytes, { today, field: '/nothing' })),
  write: median(() => new TextEncoder().encode(JSON.stringify(claim))),
  read: median(() => JSON.parse(answer)),
  perSecond: { two: rate(clean), eight: rate(claim) },
  findings: validate(claim, { today }).findings.length,
}));
