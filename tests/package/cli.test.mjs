// The command line as a process of its own, over made-up files.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { validateMany } from 'superbill';

const bin = 'node_modules/.bin/superbill';
const run = (...args) => execFileSync(bin, args, { encoding: 'utf8' });
const all = (args, input) => spawnSync(bin, args, { encoding: 'utf8', input });
const base = `${process.env.SUPERBILL_ROOT}/tests/corpus/base.json`;
const right = readFileSync(base, 'utf8');
const wrong = right.replace('1234567893', '1234567890');
const oneLine = (json) => JSON.stringify(JSON.parse(json));
const TODAY = ['--today', '2026-11-20'];

const folder = mkdtempSync(join(tmpdir(), 'superbill-cli-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const CLAIM = `CLM*A1*180***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*180*UN*1***1~DTP*472*D8*20261015~`;
const X12 = (claims) => {
  const body = `ST*837*0001*005010X222A1~BHT*0019*00*1*20261101*1023*CH~NM1*41*2*BILLING*****46*TGJ23~PER*IC*DESK*TE*3055552222~
NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*CLINIC*****XX*1234567893~N3*5045 MAIN ST~
N4*MIAMI*FL*331111234~REF*EI*437049443~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*RUTH****MI*W826914~N3*8536 MAIN ST~
N4*MIAMI*FL*331111234~DMG*D8*19850701*F~NM1*PR*2*KEY INSURANCE*****PI*999996666~${claims}`;
  return `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *261101*1253*^*00501*000000905*0*T*:~
GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*005010X222A1~${body}SE*${body.split('~').length}*0001~GE*1*1~IEA*1*000000905~\n`;
};
const faulty = X12(CLAIM + CLAIM.replace('A1', 'A2').replace('*180***', '*18x***'));

test('search and lookup print codes', () => {
  assert.match(run('search', 'type', '2', 'diab', 'neurop'), /^E11\.40 .*neuropathy/);
  assert.equal(JSON.parse(run('search', '--json', '--limit', '1', 'htn')).length, 1);
  assert.match(run('lookup', 'E11.40'), /icd10cm FY2027: valid, billable/);
  assert.match(run('lookup', '0DTJ4ZZ'), /icd10pcs/);
  assert.equal(all(['lookup', '0DTJ4ZZ', '--no-tables']).status, 1);
  assert.equal(all(['lookup', 'nosuch']).status, 1);
  const none = all(['search', 'qqqqzzzz']);
  assert.deepEqual([none.status, none.stdout], [1, '']);
  assert.match(none.stderr, /no code was found/);
  assert.match(all(['search']).stderr, /waits for words/);
});

test('help, version, rules and tables', () => {
  const { version } = JSON.parse(readFileSync('node_modules/superbill/package.json', 'utf8'));
  assert.equal(run('--version'), `${version}\n`);
  assert.match(run(), /superbill validate FILE/);
  for (const command of ['validate', 'search', 'lookup', 'rules', 'tables']) {
    assert.equal(run('help', command), run(command, '--help'));
    assert.ok(run('help', command).startsWith(`superbill ${command}`));
  }
  assert.match(run('help', 'validate'), /Exit code: 0 .* 1 .* 2 /s);
  assert.match(run('rules', 'id.npi-check-digit'), /fix: /);
  assert.ok(run('rules').split('\n').length > 50);
  assert.equal(all(['rules', 'no.such']).status, 1);
  assert.match(run('tables'), /ncci-ptp-hospital/);
  assert.doesNotMatch(run('tables', '--no-tables'), /ncci-ptp-hospital/);
  assert.equal(all(['chekc']).status, 2);
  assert.match(all(['validate', '--formt', 'json']).stderr, /Unknown option '--formt'/);
});

test('validate exits with 0, 1 and 2', () => {
  assert.match(run('validate', base, ...TODAY), /1 claim: no errors/);
  const many = all(['validate', '-', ...TODAY], `${oneLine(wrong)}\n`);
  assert.equal(many.status, 1);
  assert.match(many.stdout, /error \/billing\/npi: .*\[id\.npi-check-digit\]\n {4}fix: /);
  assert.equal(all(['validate', ...TODAY, '--fail-on', 'never'], wrong).status, 0);
  const bad = all(['search', '--on', '2026-02-30', 'x']);
  assert.equal(bad.status, 2);
  assert.match(bad.stderr, /existing day/);
  assert.match(all(['validate', base, '--today', '2026-02-30']).stderr, /existing day/);
  assert.equal(all(['validate', base, '--format', 'xml']).status, 2);
  assert.equal(all(['validate', base, '--rule', 'no.such']).status, 2);
});

test('a file of something else than claims is said to have none, and the exit code is 2', () => {
  const remittance = file('remit.835', faulty.replace('ST*837*', 'ST*835*'));
  for (const [paths, totals] of [
    [[remittance], /^1 file \(1 could not be read\), 0 claims: nothing was checked$/m],
    // Right claims beside it do not hide it.
    [[remittance, base], /^2 files \(1 could not be read\), 1 claim: no errors/m],
  ]) {
    const { status, stdout, stderr } = all(['validate', ...paths, ...TODAY]);
    assert.equal(status, 2);
    assert.match(stderr, /remit\.835: there is no claim in it/);
    assert.match(stdout, /ST01: an 835 is not a claim; only the 837 is read here/);
    assert.match(stdout, totals);
  }
});

test('a file that cannot be read is said, the others are checked, and the exit code is 2', () => {
  const both = all(['validate', join(folder, 'absent.json'), base, ...TODAY]);
  assert.equal(both.status, 2);
  assert.match(both.stderr, /absent\.json: there is no such file/);
  assert.match(both.stdout, /2 files \(1 could not be read\), 1 claim: no errors/);
  for (const [content, said] of [
    ['', /it is empty/],
    ['\ufeff \r\n', /it is empty/],
    ['[]', /no claim in it/],
    [gzipSync(right).subarray(0, 90), /gzip and damaged/],
    [Buffer.from('PK\x03\x04rest', 'latin1'), /this is a zip/],
    [Buffer.from(`\ufeff${right}`, 'utf16le'), /UTF-16/],
  ]) {
    const { status, stderr } = all(['validate', file('unread', content)]);
    assert.equal(status, 2);
    assert.match(stderr, said);
  }
  assert.match(all(['validate', folder]).stderr, /this is a folder/);
  const nothing = spawnSync(bin, ['validate'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  assert.equal(nothing.status, 2);
  assert.match(nothing.stderr, /waits for claims/);
  assert.match(all(['validate'], '').stderr, /standard input: it is empty/);
  // A claim that is cut off: line and column, and no success.
  const cut = all(['validate', file('cut.json', wrong.slice(0, 200)), ...TODAY]);
  assert.equal(cut.status, 2);
  assert.match(cut.stdout, /unreadable .*line \d+, column/);
  assert.match(cut.stdout, /1 claim \(1 could not be read\): nothing was checked/);
});

test('claims are told apart in every way of writing them', () => {
  const [good, bad] = [oneLine(right), oneLine(wrong)];
  const writings = {
    'a.json': [wrong, 1],
    'crlf.json': [wrong.replaceAll('\n', '\r\n'), 1],
    'bom.json': [`\ufeff${wrong}`, 1],
    'list.json': [`[${right},\n${wrong}]`, 2],
    'flat-list.json': [`[${good},${bad}]`, 2],
    'lines.NDJSON': [`${good}\r\n\r\n${bad}\r\n`, 2],
    'bom.ndjson': [`\ufeff${good}\n${bad}`, 2],
    'following.json': [`${right}\n${wrong}\n`, 2],
    'packed.json.gz': [gzipSync(`[${right},${wrong}]`), 2],
  };
  for (const [name, [content, count]] of Object.entries(writings)) {
    const { stdout, status } = all(['validate', file(name, content), '--format', 'json', ...TODAY]);
    assert.equal(status, 1, name);
    const { claims, summary } = JSON.parse(stdout);
    assert.deepEqual(claims.map((c) => c.index), [...Array(count).keys()], name);
    assert.deepEqual([summary.claims, summary.claimsWithErrors, summary.findings.error], [count, 1, 1], name);
  }
});

test('what is missing of a list or a line is an error of its own', () => {
  const [good, bad] = [oneLine(right), oneLine(wrong)];
  const kinds = (text) => [...validateMany(text)].map((one) => (one.report ? 'report' : 'error')).join(' ');
  assert.equal(kinds(`[${good},${bad}`), 'report report error');
  assert.equal(kinds(`[\n${good},\n${bad.slice(0, 50)}`), 'report error error');
  assert.equal(kinds(`${good.slice(0, 50)}\n${good}\n`), 'error report');
  assert.equal(kinds(`[1]\n${good}\n`), 'report report');
  assert.equal(kinds(`[${right}\n] x`), 'report error');
  assert.equal(kinds('nothing of the kind'), 'error');
  assert.equal(kinds(''), '');
});

test('an 837 is shown with its segments, the element marked', () => {
  for (const path of [file('two.837', faulty), file('two.837.gz', gzipSync(faulty)), file('bom.837', `\ufeff${faulty.replaceAll('\n', '\r\n')}`)]) {
    const { stdout, status } = all(['validate', path, ...TODAY]);
    assert.equal(status, 1);
    assert.match(stdout, /claim 2 \(A2\)\n(.*\n)*? {2}error line 5, segment 24, 2300 CLM02: .*\n {4}CLM\*.*⟦18x⟧.*\n {4}fix: /);
    assert.match(stdout, /1 file, 2 claims: 1 error in 1 claim/);
    // Not on a terminal: no colors.
    assert.doesNotMatch(stdout, /\x1b/);
    assert.doesNotMatch(stdout, /RUTH|W826914|19850701/);
  }
});

test('csv, ndjson and sarif', () => {
  const path = file('formats.837', faulty);
  const csv = all(['validate', path, '--format', 'csv', ...TODAY]).stdout.split('\r\n');
  assert.match(csv[0], /^file,claim,/);
  assert.ok(csv.some((row) => row.includes(',2,A2,') && row.includes('CLM02')));
  const formula = file('formula.json', wrong.replace(/("patientControlNumber": *")/, '$1=1+'));
  assert.match(all(['validate', formula, '--format', 'csv', ...TODAY]).stdout, /,'=1\+/);
  const lines = all(['validate', path, '--format', 'ndjson', ...TODAY]).stdout.trim().split('\n').map((l) => JSON.parse(l));
  assert.deepEqual(lines.map((l) => [l.file, l.index]), [[path, 0], [path, 1]]);
  const sarif = JSON.parse(all(['validate', path, '--format', 'sarif', ...TODAY]).stdout);
  assert.equal(sarif.version, '2.1.0');
  const [{ tool, results }] = sarif.runs;
  const ids = tool.driver.rules.map((r) => r.id);
  assert.ok(results.length > 0 && results.every((r) => ids.includes(r.ruleId)));
  const amount = results.find((r) => r.level === 'error').locations[0].physicalLocation;
  assert.equal(amount.region.startLine, 5);
  const { byteOffset, byteLength } = amount.region;
  assert.equal(faulty.slice(byteOffset, byteOffset + byteLength), '18x');
  // The claim's own number is not in a file that is passed on.
  assert.doesNotMatch(JSON.stringify(results), /\bA2\b/);
});

test('html is one page that asks for nothing else and runs nothing', () => {
  const path = file('page.837', faulty.replace('CLM*A2', 'CLM*<b>2'));
  const { stdout, status } = all(['validate', path, '--format', 'html', ...TODAY]);
  assert.equal(status, 1);
  assert.match(stdout, /^<!doctype html>[^]*<code>CLM\*.*<mark>18x<\/mark>[^]*<\/html>\n$/);
  assert.match(stdout, /claim 2 \(&lt;b&gt;2\)/);
  assert.doesNotMatch(stdout, /<b>|<script|src=|href=|RUTH|W826914/);
});

test('operation-outcome is a FHIR Bundle with an outcome a claim', () => {
  const bundle = JSON.parse(all(['validate', file('outcome.837', faulty), base, '--format', 'operation-outcome', ...TODAY]).stdout);
  assert.deepEqual([bundle.resourceType, bundle.type, bundle.entry.length], ['Bundle', 'collection', 3]);
  assert.equal(new Set(bundle.entry.map((e) => e.fullUrl)).size, 3);
  assert.ok(bundle.entry.every(({ resource }) => resource.resourceType === 'OperationOutcome' && resource.issue.length > 0));
  assert.ok(bundle.entry[1].resource.issue.some((i) => i.severity === 'error'));
});

test('money at risk: the charges of claims with errors or warnings, to the cent', () => {
  const priced = (json, charge) => {
    const claim = JSON.parse(json);
    claim.claimInformation.serviceLines[0].professionalService.lineItemChargeAmount = charge;
    const rest = claim.claimInformation.serviceLines.slice(1).map((l) => Number(l.professionalService.lineItemChargeAmount));
    claim.claimInformation.claimChargeAmount = (Number(charge) + rest.reduce((a, b) => a + b, 0)).toFixed(2);
    return [JSON.stringify(claim), claim.claimInformation.claimChargeAmount];
  };
  const [[good, one], [bad, two], [worse, three]] = [priced(right, '100.10'), priced(wrong, '1000.20'), priced(wrong, '0.30')];
  const sum = (...amounts) => (amounts.reduce((a, b) => a + Math.round(b * 100), 0) / 100).toFixed(2);
  const { stdout } = all(['validate', '--json', '--rule', 'id.*', ...TODAY], [good, bad, worse].join('\n'));
  const { summary } = JSON.parse(stdout);
  assert.deepEqual([summary.charged, summary.atRisk], [sum(one, two, three), sum(two, three)]);
  assert.deepEqual(summary.rules.map((r) => [r.rule, r.claims, r.charged]), [['id.npi-check-digit', 2, sum(two, three)]]);
  assert.match(all(['validate', '--rule', 'id.*', ...TODAY], bad).stdout, /id\.npi-check-digit +1 in 1 claim, \$1,\d{3}\.\d\d\n[^]*at risk: \$1,\d{3}\.\d\d of \$1,/);
});

test('workers give what one thread gives, byte for byte', () => {
  // Larger than what workers are begun for, with faults, duplicates, and something that belongs to the file.
  const text = X12(Array.from({ length: 15_000 }, (_, i) => CLAIM.replace('A1', `A${i % 9999}`).replace('*180***', i % 7 ? '*180***' : '*18x***')).join('')).replace('IEA*1*', 'IEA*2*');
  const lines = `${oneLine(right)}\n{bad\n${oneLine(wrong)}\n`.repeat(200);
  const same = (path, format, input) => {
    const [alone, two] = [[], ['--jobs', '2']].map((jobs) => spawnSync(bin, ['validate', path, base, '--format', format, ...TODAY, ...jobs], { encoding: 'utf8', maxBuffer: 1 << 28, input }));
    assert.deepEqual([two.status, two.stderr, two.stdout.length], [alone.status, alone.stderr, alone.stdout.length], `${path} ${format}`);
    assert.ok(two.stdout === alone.stdout, `${path} ${format}`);
  };
  assert.ok(Math.min(text.length, lines.length * 2) > 1 << 20);
  for (const path of [file('large.837', text), file('large.837.gz', gzipSync(text)), file('large.ndjson', lines.repeat(2))]) {
    for (const format of ['text', 'ndjson', 'sarif', 'html']) same(path, format);
  }
  for (const input of [faulty, text, lines.repeat(2)]) same('-', 'ndjson', input);
  assert.equal(all(['validate', base, '--jobs', 'many']).status, 2);
});

test('a table that cannot be used is told before anything is read, however the claims come', () => {
  const [gz, other] = ['one.gz', 'other.gz'].map((name) => file(name, gzipSync(oneLine(right))));
  const [absent, broken] = [join(folder, 'absent.tbl'), file('broken.tbl', 'no table')];
  for (const jobs of ['1', '2']) {
    for (const [names, input] of [[['-'], right], [['-'], `${oneLine(right)}\n`.repeat(800)], [[gz, other]], [[base]], [['/dev/stdin'], right], [[file('large-one.837', X12(CLAIM.repeat(10_000)))]]]) {
      const told = (table) => {
        const { status, stdout, stderr } = all(['validate', ...names, '--tables', table, '--jobs', jobs, ...TODAY], input);
        assert.deepEqual([status, stdout], [2, ''], `${names} --jobs ${jobs}`);
        return stderr;
      };
      assert.equal(told(absent), `superbill: ${absent}: there is no such file\n`);
      const said = told(broken);
      assert.ok(said.startsWith(`superbill: ${broken}: `) && said.split('\n').length === 2, said);
    }
  }
});

test('--rule and --ignore choose what is reported and what fails', () => {
  const findings = (...args) => {
    const { stdout, status } = all(['validate', '--json', ...TODAY, ...args], wrong);
    return [status, JSON.parse(stdout).claims[0].report.findings.map((f) => f.rule)];
  };
  assert.deepEqual(findings('--rule', 'id.*'), [1, ['id.npi-check-digit']]);
  assert.deepEqual(findings('--ignore', 'id.npi-check-digit'), [0, []]);
  assert.deepEqual(findings('--rule', 'dx.*'), [0, []]);
  assert.deepEqual(findings('--severity', 'id.*=warning'), [0, ['id.npi-check-digit']]);
  assert.equal(all(['validate', '--severity', 'id.*=fatal'], wrong).status, 2);
});

test('a reader that has read enough ends it quietly', async () => {
  const path = file('many.ndjson', `${oneLine(wrong)}\n`.repeat(5000));
  const child = spawn(bin, ['validate', path, ...TODAY], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.deepEqual([status, said], [0, '']);
});
