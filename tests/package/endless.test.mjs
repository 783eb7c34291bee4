// What has a beginning and no end is answered, and no more of it is kept than says so. (`node bench/x12.mjs endless 2000` is longer.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryBytes, validateStream } from 'superbill';

const MOST = 120e6;
/** The module's own memory, which never becomes less. */
const MOST_OF_MODULE = 60e6;

async function answers(begin, end, more = 'A') {
  let most = 0;
  const pieces = (function* () {
    yield Buffer.from(begin);
    const piece = Buffer.alloc(1 << 20, more);
    for (let i = 0; i < 250; i++) {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      yield piece;
    }
    yield Buffer.from(end);
  })();
  const out = [];
  for await (const { report, error } of validateStream(pieces)) out.push(error?.code ?? report.findings.map(({ rule, message }) => `${rule}: ${message}`));
  assert.ok(most < MOST, `${most} bytes were held`);
  assert.ok(memoryBytes() < MOST_OF_MODULE, `${memoryBytes()} bytes are the module's`);
  return out;
}

test('a value without end is one error', async () => {
  assert.deepEqual(await answers('{"claimInformation":{"claimNote":"', ''), ['bad-input']);
});

test('what follows a value that is too long is answered', async () => {
  assert.deepEqual((await answers('[{"claimNote":"', '"},\n{"a":1}]')).length, 2);
  assert.deepEqual((await answers('{"a":1}\n{"claimNote":"', '"}\n{"a":1}\n')).length, 3);
});

const HEADER = 'ISA*00*          *00*          *ZZ*A              *ZZ*B              *261101*1253*^*00501*000000001*0*T*:~GS*HC*A*B*20261101*0802*1*X*005010X222A1~ST*837*0001*005010X222A1~';

/** What the limits say, not what is said of a file whose trailers are missing. */
const PASSED = /^x12\.envelope: .*\b(not read|stands before this segment)\b/;

test('a segment without end is a finding', async () => {
  const [report] = await answers(`${HEADER}NTE*ADD*`, '');
  assert.ok(report.some((finding) => PASSED.test(finding)), report.join('\n'));
});

test('a header, and a claim, whose segments never end are findings', async () => {
  // As long as divides a piece, so that the pieces are whole segments.
  const segment = 'REF*G1*WITHOUTEND~'.padStart(32, '\n');
  const begun = `${HEADER}HL*1**20*1~HL*2*1*22*0~CLM*A*1***11:B:1*Y*A*Y*Y~`;
  for (const begin of [HEADER, begun]) {
    const found = (await answers(begin, '', segment)).flat();
    assert.ok(found.some((finding) => PASSED.test(finding)), found.join('\n'));
  }
});
