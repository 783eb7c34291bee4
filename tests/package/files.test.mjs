// Files of X12 837 through the installed package.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateMany } from 'superbill';

const CLAIM = `CLM*A1*180***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*180*UN*1***1~DTP*472*D8*20261015~`;

function file(claims, count) {
  const body = `ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~NM1*41*2*BILLING*****46*TGJ23~PER*IC*DESK*TE*3055552222~
NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*CLINIC*****XX*1234567893~N3*5045 MAIN ST~
N4*MIAMI*FL*331111234~REF*EI*437049443~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*RUTH****MI*W826914~N3*8536 MAIN ST~
N4*MIAMI*FL*331111234~DMG*D8*19850701*F~NM1*PR*2*KEY INSURANCE*****PI*999996666~${claims}`;
  return `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *261101*1253*^*00501*000000905*0*T*:~
GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~${body}SE*${count ?? body.split('~').length}*0001~GE*1*1~IEA*1*000000905~`;
}

test('a file of claims gives a report a claim, and one of the file', () => {
  const text = file(CLAIM + CLAIM.replace('A1', 'A2').replace('*180***', '*18x***'), 7);
  for (const input of [text, new TextEncoder().encode(text)]) {
    const all = [...validateMany(input, { today: '2026-11-20' })];
    assert.deepEqual(all.map((one) => [one.index, one.patientControlNumber]), [[0, 'A1'], [1, 'A2'], [null, undefined]]);
    assert.deepEqual(all.map((one) => one.report.valid), [true, false, false]);
    const [count] = all[2].report.findings;
    assert.deepEqual([count.rule, count.locations.x12.element], ['x12.segment-count', 'SE01']);
    const amount = all[1].report.findings.find((f) => f.locations.x12.element === 'CLM02');
    const { bytes, segmentNumber, text: shown } = amount.locations.x12;
    assert.equal(text.slice(...bytes), '18x');
    assert.equal(segmentNumber, 24);
    assert.match(shown, /⟦18x⟧/);
  }
});

test('a file larger than a piece is answered claim by claim', () => {
  const count = 12_000;
  let next = 0;
  for (const one of validateMany(file(CLAIM.repeat(count)))) {
    assert.equal(one.index, next++);
  }
  assert.equal(next, count);
});
