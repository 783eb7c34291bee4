// What has a beginning and no end is answered, and no more of it is kept than says so. (`node bench/x12.mjs endless 2000` is longer.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateStream } from 'superbill';

const MOST = 120e6;

async function answers(begin, end) {
  let most = 0;
  const pieces = (function* () {
    yield Buffer.from(begin);
    const more = Buffer.alloc(1 << 20, 'A');
    for (let i = 0; i < 250; i++) {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      yield more;
    }
    yield Buffer.from(end);
  })();
  const out = [];
  for await (const { report, error } of validateStream(pieces)) out.push(error?.code ?? report.findings.map(({ rule }) => rule));
  assert.ok(most < MOST, `${most} bytes were held`);
  return out;
}

test('a value without end is one error', async () => {
  assert.deepEqual(await answers('{"claimInformation":{"claimNote":"', ''), ['bad-input']);
});

test('what follows a value that is too long is answered', async () => {
  assert.deepEqual((await answers('[{"claimNote":"', '"},\n{"a":1}]')).length, 2);
  assert.deepEqual((await answers('{"a":1}\n{"claimNote":"', '"}\n{"a":1}\n')).length, 3);
});

test('a segment without end is a finding', async () => {
  const [report] = await answers('ISA*00*          *00*          *ZZ*A              *ZZ*B              *261101*1253*^*00501*000000001*0*T*:~GS*HC*A*B*20261101*0802*1*X*005010X222A1~ST*837*0001*005010X222A1~NTE*ADD*', '');
  assert.ok(report.includes('x12.envelope'));
});
