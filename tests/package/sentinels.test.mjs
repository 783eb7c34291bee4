// No name, number or birth date leaves the command line unasked: made-up ones stand in faulty segments of every kind, and neither
// the output nor what is said on standard error has one of them, in any format, from an 837, from JSON and from FHIR.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { validateMany } from 'superbill';

const bin = 'node_modules/.bin/superbill';
const folder = mkdtempSync(join(tmpdir(), 'superbill-sentinels-'));
after(() => rmSync(folder, { recursive: true }));
const FORMATS = ['text', 'json', 'ndjson', 'csv', 'sarif', 'html', 'operation-outcome'];

// Who the patient is, and what belongs to the patient; the claim's own number is printed, so that the claim can be found.
const [FAMILY, GIVEN, MEMBER, GROUP, STREET, MAIL, PHONE, RECORD, TAX] = ['QUIXANO', 'ALONSO', 'WZ58213377', 'GRP7731', '77 MANCHA LN', 'Q@MANCHA.TEST', '3055559876', 'MRN66123', '437049449'];
const BORN = ['19550709', '1955-07-09', '07/09/1955'];
const OWN = 'PCN42';
const SECRETS = [FAMILY, GIVEN, MEMBER, GROUP, STREET, MAIL, PHONE, RECORD, TAX, ...BORN];

// The segments hold what they should not, so that findings quote them.
const body = `ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~NM1*41*2*BILLING*****46*TGJ23~PER*IC*${GIVEN} ${FAMILY}*TE*${PHONE}*EX~
NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*1*${FAMILY}*${GIVEN}****xx*1234567893~N3*${STREET}~
N4*MIAMI*ZZ*331111234~REF*EI*${TAX}X~HL*2*1*22*0~SBR*P*18*${GROUP}******XX~NM1*IL*1*${FAMILY}*${GIVEN}****mi*${MEMBER}~N3*${STREET}**~
N4*MIAMI*QQ*33413~DMG*D7*${BORN[0]}*X~REF*SY*${TAX}*X*X*X~PER*IC*${GIVEN}*EM*${MAIL}*TE~NM1*PR*2*KEY INSURANCE*****ZZ*999996666~
CLM*${OWN}*180***11:B:1*Y*A*Y*Y~REF*EA*${RECORD}*X~NTE*QQQ*${FAMILY} BORN ${BORN[0]}~K3*${MEMBER}*X*X*X~HI*ABK:J069~
NM1*82*1*${FAMILY}*${GIVEN}****mi*${MEMBER}~LX*1~SV1*HC:99213*18x*UN*1***1~DTP*472*D8*20261399~REF*6R*${MEMBER}*X*X*X~`.replaceAll('\n', '');
const x12 = `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *261101*1253*^*00501*000000905*0*T*:~GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~${body}SE*1*0001~GE*1*1~IEA*1*000000905~`;

const base = JSON.parse(readFileSync(`${process.env.SUPERBILL_ROOT}/tests/corpus/base.json`, 'utf8'));
base.subscriber = { ...base.subscriber, firstName: GIVEN, lastName: FAMILY, memberId: MEMBER, dateOfBirth: BORN[0], gender: MEMBER, groupNumber: GROUP, ssn: TAX, [FAMILY]: MEMBER };
base.claimInformation = { ...base.claimInformation, patientControlNumber: OWN, claimNote: { additionalInformation: FAMILY }, claimSupplementalInformation: { medicalRecordNumber: RECORD } };

const patient = { resourceType: 'Patient', id: 'p', name: [{ family: FAMILY, given: [GIVEN] }], birthDate: BORN[1], gender: MEMBER, telecom: [{ system: 'email', value: MAIL }] };
const coverage = { resourceType: 'Coverage', id: 'c', status: 'active', subscriberId: MEMBER, beneficiary: { reference: '#p' }, payor: [{ display: 'KEY INSURANCE' }] };
const fhir = { resourceType: 'Claim', identifier: [{ value: OWN }], status: FAMILY, contained: [patient, coverage], patient: { reference: '#p' }, insurance: [{ sequence: 1, focal: true, coverage: { reference: '#c' } }], item: [{ sequence: 1, productOrService: { text: FAMILY } }] };

const FILES = { 'claim.837': x12, 'claim.json': JSON.stringify(base), 'claim.fhir.json': JSON.stringify(fhir), 'cut.json': JSON.stringify(base).slice(0, -9), 'cut.837': x12.slice(0, 700) };
for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);

const said = (name, ...args) => {
  const { stdout, stderr, status } = spawnSync(bin, ['validate', join(folder, name), '--today', '2026-11-20', ...args], { encoding: 'utf8' });
  assert.ok(status === 1 || status === 2, `${name} ${args}: ${stderr}`);
  return stdout + stderr;
};

for (const format of FORMATS) {
  test(`--format ${format} says nothing of who the patient is`, () => {
    for (const name of Object.keys(FILES)) {
      const text = said(name, '--format', format);
      assert.deepEqual(SECRETS.filter((secret) => text.includes(secret)), [], name);
      if (format === 'sarif' || format === 'operation-outcome') assert.ok(!text.includes(OWN), name);
    }
  });
}

test('with --identifiers the segments are shown as they are, by all formats that show them', () => {
  for (const format of ['text', 'json', 'ndjson', 'html']) {
    const text = said('claim.837', '--format', format, '--identifiers');
    assert.deepEqual([FAMILY, MEMBER, RECORD].filter((secret) => !text.includes(secret)), [], format);
  }
  const [{ report }] = [...validateMany(x12, { identifiers: true })].filter(({ index }) => index !== null);
  assert.ok(report.findings.some(({ locations }) => locations.x12.text.includes(FAMILY)));
  // Messages never have them.
  assert.deepEqual(report.findings.filter(({ message }) => SECRETS.some((secret) => message.includes(secret))), []);
});
