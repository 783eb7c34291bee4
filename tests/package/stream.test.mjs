// Claims that come as a stream: cut anywhere, from every kind of source, and no faster than they are taken.
import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { validateMany, validateStream } from 'superbill';

const right = readFileSync(`${process.env.SUPERBILL_ROOT}/tests/corpus/base.json`, 'utf8');
const one = JSON.stringify(JSON.parse(right));
const wrong = right.replace('1234567893', '1234567890');
const today = '2026-11-20';
const encoder = new TextEncoder();

const CLAIM = 'CLM*A1*180***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*180*UN*1***1~DTP*472*D8*20261015~';
const x12 = (claims) => `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *261101*1253*^*00501*000000905*0*T*:~
GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~
NM1*41*2*BILLING*****46*TGJ23~PER*IC*DESK*TE*3055552222~NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~NM1*85*2*CLINIC*****XX*1234567893~
N3*5045 MAIN ST~N4*MIAMI*FL*331111234~REF*EI*437049443~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*RUTH****MI*W826914~
NM1*PR*2*KEY INSURANCE*****PI*999996666~${claims}SE*20*0001~GE*1*1~IEA*1*000000905~`;

const INPUTS = {
  x12: x12(CLAIM.repeat(3).replace('*180***', '*18x***')),
  'x12, cut': x12(CLAIM).slice(0, -40),
  'x12 after a mark': `\ufeff\r\n${x12(CLAIM)}`,
  lines: `${one}\n\n${one}\r\n{bad\n[]\n42\n`,
  'lines after a mark': `\ufeff${one}\n${one}`,
  'one claim over lines': right,
  'claims over lines': `${right}\n${wrong}\n`,
  list: `[${right},\n${wrong}]`,
  'flat list': `[${one},${one}]`,
  'list of odd things': '[1, "a,]b\\"", {"a": "}"}, nonsense, [[]] , null]',
  'list without its end': `[${one},${one}`,
  'text after a list': `[${one}] x y`,
  'cut line': `${one.slice(0, 50)}\n${one}\n`,
  'cut claim': right.slice(0, 300),
  junk: 'nothing of the kind\nneither',
  blank: ' \r\n ',
  nothing: '',
};

const all = async (source, options = { today }) => {
  const out = [];
  for await (const item of validateStream(source, options)) out.push(item);
  return out;
};

function* cut(bytes, size) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

for (const [name, text] of Object.entries(INPUTS)) {
  test(`${name}: however it is cut, the answers are those of the whole`, async () => {
    const bytes = encoder.encode(text);
    const whole = [...validateMany(bytes, { today })];
    assert.deepEqual([...validateMany(text, { today })], whole);
    for (const size of [1, 2, 7, 100, 1000, 1 << 20]) assert.deepEqual(await all(cut(bytes, size)), whole, `pieces of ${size}`);
  });
}

const folder = mkdtempSync(join(tmpdir(), 'superbill-stream-'));
after(() => rmSync(folder, { recursive: true }));

test('streams of Node and of the web, blobs, responses, iterables of text', async () => {
  const text = `${one}\n${one.replace('JANE', 'J\u00c9\ud83d\ude00')}\n`;
  const whole = [...validateMany(text, { today })];
  const file = join(folder, 'two.ndjson');
  writeFileSync(file, text);
  const web = () => new Blob([text]).stream();
  const sources = {
    file: createReadStream(file, { highWaterMark: 100 }),
    'file of text': createReadStream(file, { highWaterMark: 101, encoding: 'utf8' }),
    readable: Readable.from([text]),
    web: web(),
    'web that cannot be iterated over': { getReader: () => web().getReader() },
    unpacked: new Blob([gzipSync(text)]).stream().pipeThrough(new DecompressionStream('gzip')),
    blob: new Blob([text]),
    response: new Response(text),
    buffers: [encoder.encode(text).buffer],
    // Cut within the two halves of one character.
    texts: (function* () {
      for (const half of text.split('')) yield half;
    })(),
  };
  for (const [name, source] of Object.entries(sources)) assert.deepEqual(await all(source), whole, name);
});

test('parts of the claims together are all of them, duplicates included', async () => {
  for (const text of [x12(CLAIM.repeat(7).replace('*180***', '*18x***')).replace('IEA*1*', 'IEA*2*'), `${one}\n{bad\n`.repeat(4)]) {
    const whole = [...validateMany(text, { today })];
    assert.ok(whole.some((item) => item.report?.findings.some((f) => f.rule === 'dup.claim')));
    const parts = [1, 2, 3].map((part) => [...validateMany(text, { today, share: { part, of: 3 } })]);
    whole.forEach((item, i) => {
      const answers = parts.map((part) => part[i]).filter((one) => one.report || one.error);
      assert.deepEqual(answers, [item], `${i}`);
      assert.ok(parts.every((part) => part[i].index === item.index));
    });
    assert.deepEqual(await all([text], { today, share: { part: 2, of: 3 } }), parts[1]);
  }
  for (const share of [{ part: 0, of: 2 }, { part: 3, of: 2 }, { part: 1, of: 0 }, { prat: 1 }]) {
    assert.throws(() => validateMany('', { share }), { code: 'bad-option' }, JSON.stringify(share));
  }
});

test('no more is asked for than was taken, and what is left is closed', async () => {
  let asked = 0;
  let closed = false;
  const source = (async function* () {
    try {
      for (;;) {
        asked++;
        yield `${one}\n`;
      }
    } finally {
      closed = true;
    }
  })();
  let taken = 0;
  for await (const { index } of validateStream(source, { today })) {
    assert.equal(index, taken++);
    assert.ok(asked <= taken + 2, `${asked} asked for, ${taken} taken`);
    if (taken === 50) break;
  }
  assert.equal(closed, true);
  let cancelled = false;
  const web = new ReadableStream({ pull: (to) => to.enqueue(encoder.encode(`${one}\n`)), cancel: () => (cancelled = true) });
  for await (const item of validateStream({ getReader: () => web.getReader() })) if (item.index === 3) break;
  assert.equal(cancelled, true);
});

test('what is no stream is an error at once, a bad piece when it comes, and the source\'s own error is passed on', async () => {
  for (const bad of [undefined, null, 1, 'text', encoder.encode(one), {}]) {
    assert.throws(() => validateStream(bad), { name: 'SuperbillError', code: 'bad-option' });
  }
  assert.throws(() => validateStream([], { tody: today }), { code: 'bad-option' });
  assert.throws(() => validateMany(new Blob([one]).stream()), { code: 'bad-option', message: /a stream is for `validateStream`/ });
  await assert.rejects(all([JSON.parse(one)]), { name: 'SuperbillError', code: 'bad-input' });
  const broken = (async function* () {
    yield `${one}\n`;
    throw new Error('the line went dead');
  })();
  await assert.rejects(all(broken), { message: 'the line went dead' });
});

test('a line or a segment without an end is answered, the claims around it too, and neither is held in memory', async () => {
  const megabyte = 'x'.repeat(1 << 20);
  const after = async (source) => {
    const before = process.memoryUsage().rss;
    const items = await all(source);
    return [items, (process.memoryUsage().rss - before) / 1e6];
  };
  const [lines, ofLines] = await after((function* () {
    yield `${one}\n{"a":"`;
    for (let i = 0; i < 300; i++) yield megabyte;
    yield `"}\n${one}\n`;
  })());
  assert.deepEqual(lines.map((item) => [item.index, item.error?.code, item.report !== undefined]), [[0, undefined, true], [1, 'bad-input', false], [2, undefined, true]]);
  assert.match(lines[1].error.message, /16 MB|16777216/);
  const long = x12(`${CLAIM}NTE*ADD*#~${CLAIM}`);
  const [claims, ofX12] = await after((function* () {
    const [before, behind] = long.split('#');
    yield before;
    for (let i = 0; i < 300; i++) yield megabyte;
    yield behind;
  })());
  assert.deepEqual(claims.map((item) => item.index), [0, 1, null]);
  const found = claims[2].report.findings.find((f) => f.message.includes('longer than any segment'));
  assert.equal(found.severity, 'error');
  assert.equal(found.locations.x12.bytes[0], long.indexOf('NTE'));
  assert.ok(ofLines < 150 && ofX12 < 80, `${ofLines} MB, ${ofX12} MB`);
});
