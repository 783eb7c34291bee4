// node bench/x12.mjs: claims a second from the bytes of an 837, ours and the peers', each in a process of its own; writes its
// section of BENCHMARKS.md. With a name (ours, node-x12, hospital, medicare, stay) it measures that alone and prints JSON; with `large` and a
// number of megabytes it streams that much through the command line and through validateStream and fails when one takes 200 MB;
// with `endless` the megabytes are one segment or one line of JSON that never ends, and 250 MB are too many; `first` is the time to the first report.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

const OUT = resolve('target/bench');
const CONSUMER = resolve('target/consumer/bench.js');
const FILES = { two: join(OUT, 'two-line.837'), few: join(OUT, 'few.837'), five: join(OUT, 'five-line.837'), medicare: join(OUT, 'five-medicare.837'), stay: join(OUT, 'stay-medicare.837') };
const today = '2026-11-20';
const [TWO, FIVE] = [40_000, 20_000];

const isa = (version) => `ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *261101*1253*^*00501*000000905*0*T*:~GS*HC*SUBMITTER*RECEIVER*20261101*0802*1*X*${version}~`;
const start = (version, billing) => `ST*837*0001*${version}~BHT*0019*00*1*20261101*1023*CH~NM1*41*2*BILLING*****46*TGJ23~PER*IC*DESK*TE*3055552222~NM1*40*2*KEY INSURANCE*****46*66783~HL*1**20*1~PRV*BI*PXC*${billing}~NM1*85*2*CLINIC*****XX*1234567893~N3*5045 MAIN ST~N4*MIAMI*FL*331111234~REF*EI*437049443~`;
const patient = (n) => `HL*${n + 2}*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*RUTH****MI*W${String(n).padStart(8, '0')}~N3*8536 MAIN ST~N4*MIAMI*FL*331111234~DMG*D8*19550701*F~NM1*PR*2*KEY INSURANCE*****PI*999996666~`;
const twoLines = (n) => `${patient(n)}CLM*A${n}*250***11:B:1*Y*A*Y*Y~HI*ABK:E119*ABF:I10~NM1*82*1*OKAFOR*JANE****XX*1234567893~PRV*PE*PXC*207R00000X~LX*1~SV1*HC:99213:25*180*UN*1***1:2~DTP*472*D8*20261015~REF*6R*${n}1~LX*2~SV1*HC:80053*70*UN*1***1~DTP*472*D8*20261015~REF*6R*${n}2~`;
const fiveLines = (n, filing = 'CI', day = '20261015') => `${patient(n).replace('*CI~', `*${filing}~`)}CLM*H${n}*1500***13:A:1**A*Y*Y~DTP*434*RD8*${day}-${day}~CL1*3*1*01~HI*ABK:E119~HI*APR:E119~NM1*71*1*OKAFOR*JANE****XX*1234567893~${[['0510', '99213', 200], ['0300', '80053', 300], ['0300', '83036', 250], ['0305', '85025', 350], ['0730', '93005', 400]].map(([revenue, code, charge], i) => `LX*${i + 1}~SV2*${revenue}*HC:${code}*${charge}*UN*1~DTP*472*D8*${day}~`).join('')}`;
/** Medicare's own form of number for a member. */
const mbi = (n) => `${(n % 9) + 1}EG${Math.floor(n / 9) % 10}TE${Math.floor(n / 90) % 10}MK${String(Math.floor(n / 900) % 100).padStart(2, '0')}`;
/** The same for Medicare, on a day that the tables of its editors reach, so that all their edits are asked. */
const medicareLines = (n) => fiveLines(n, 'MA', '20260615').replace(/W\d{8}/, mbi(n)).replace('HC:99213', 'HC:G0463');
/** A stay, for the Medicare Code Editor. */
const stays = (n) => `${patient(n).replace('*CI~', '*MA~').replace(/W\d{8}/, mbi(n))}CLM*S${n}*11270***11:A:1**A*Y*Y~DTP*096*TM*1200~DTP*434*RD8*20260610-20260614~DTP*435*DT*202606101530~CL1*1*1*01~HI*ABK:J189:::::::Y~HI*ABJ:R0602~HI*ABF:J9601:::::::Y*ABF:I10:::::::Y*ABF:Z87891~HI*BE:80:::4~NM1*71*1*OKAFOR*JANE****XX*1234567893~${[['0120', 6400, 'DA', 4], ['0250', 1840, 'UN', 1], ['0300', 2210, 'UN', 12], ['0324', 820, 'UN', 2]].map(([revenue, charge, unit, units], i) => `LX*${i + 1}~SV2*${revenue}**${charge}*${unit}*${units}~`).join('')}`;

function write(path, version, billing, claim, count) {
  const claims = Array.from({ length: count }, (_, n) => claim(n));
  const body = start(version, billing) + claims.join('');
  writeFileSync(path, `${isa(version)}${body}SE*${body.split('~').length}*0001~GE*1*1~IEA*1*000000905~`);
}

/** Claims a second of processor time and by the clock, the best of several passes over a file. */
function rate(file, wanted) {
  const require = createRequire(CONSUMER);
  const { loadTable, validateMany } = require('superbill');
  const tables = new URL('./tables/', `file://${require.resolve('superbill')}`);
  for (const name of readdirSync(tables).filter((n) => n.endsWith('.tbl'))) loadTable(readFileSync(new URL(name, tables)));
  const bytes = readFileSync(file);
  let best = { clock: 0, processor: 0 };
  for (let pass = 0; pass < 6; pass++) {
    const used = process.cpuUsage();
    const begin = performance.now();
    let [claims, findings, first] = [0, 0];
    for (const { index, report } of validateMany(bytes, { today })) {
      first ??= performance.now() - begin;
      if (index !== null) claims++;
      findings += report.findings.length;
    }
    if (claims !== wanted) throw new Error(`${claims} claims of ${wanted} in ${file}`);
    const clock = claims / ((performance.now() - begin) / 1000);
    const { user, system } = process.cpuUsage(used);
    const processor = claims / ((user + system) / 1e6);
    best = { clock: Math.max(best.clock, clock), processor: Math.max(best.processor, processor), claims, findings, first, megabytes: bytes.length / 1e6 };
  }
  return best;
}

/** An 837 of about so many megabytes, piece by piece, never held. */
function* stream(megabytes) {
  const begin = start('005010X222A1', '207Q00000X');
  yield Buffer.from(isa('005010X222A1') + begin);
  const ofAClaim = twoLines(0).split('~').length - 1;
  let [segments, bytes] = [begin.split('~').length - 1, 0];
  for (let n = 0; bytes < megabytes * 1e6; ) {
    const piece = Buffer.from(Array.from({ length: 100 }, () => twoLines(n++)).join(''));
    segments += 100 * ofAClaim;
    bytes += piece.length;
    yield piece;
  }
  yield Buffer.from(`SE*${segments + 1}*0001~GE*1*1~IEA*1*000000905~`);
}

/** What has a beginning and no end. */
function* endless(begin, megabytes) {
  yield Buffer.from(begin);
  const more = Buffer.alloc(1e6, 'A');
  for (let i = 0; i < megabytes; i++) yield more;
}

/** validateStream of this process, with the tables of the package. */
function streaming() {
  const { loadTable, validateStream } = createRequire(CONSUMER)('superbill');
  const tables = new URL('./tables/', `file://${createRequire(CONSUMER).resolve('superbill')}`);
  for (const name of readdirSync(tables).filter((n) => n.endsWith('.tbl'))) loadTable(readFileSync(new URL(name, tables)));
  return validateStream;
}

/** Milliseconds from the loaded tables to the first report on a long file, in a process that has checked nothing yet. */
async function first() {
  const validateStream = streaming();
  const begin = performance.now();
  for await (const { report } of validateStream(stream(1000), { today })) if (report) return performance.now() - begin;
}

/** How a segment and a line that never end are answered, and the largest memory. */
async function endlessOnes(megabytes) {
  const validateStream = streaming();
  const said = {};
  for (const [name, begin] of [['segment', `${isa('005010X222A1')}${start('005010X222A1', '207Q00000X')}NTE*ADD*`], ['line', '{"claimInformation":{"claimNote":"']]) {
    said[name] = [];
    for await (const { report, error } of validateStream(endless(begin, megabytes), { today })) said[name].push(error?.code ?? report.findings.map(({ rule }) => rule).join(' '));
  }
  return { ...said, megabytes: process.resourceUsage().maxRSS / 1000 };
}

/** The largest memory of a process that is given a long file: by validateStream here, or by the command line. */
async function large(megabytes, how) {
  if (how === 'stream') {
    const validateStream = streaming();
    let [claims, findings] = [0, 0];
    for await (const { index, report } of validateStream(stream(megabytes), { today })) {
      if (index !== null) claims++;
      findings += report.findings.length;
    }
    return { claims, findings, megabytes: process.resourceUsage().maxRSS / 1000 };
  }
  const cli = createRequire(CONSUMER).resolve('superbill/package.json').replace('package.json', 'cli.js');
  const child = spawn('/usr/bin/time', ['-f', '%M', process.execPath, cli, 'validate', '-', '--format', 'ndjson', '--today', today], { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const ends = once(child, 'close');
  await pipeline(stream(megabytes), child.stdin);
  await ends;
  return { megabytes: Number(said.trim().split('\n').pop()) / 1000 };
}

async function nodeX12() {
  const { X12Parser } = createRequire(import.meta.url)('node-x12');
  const text = readFileSync(FILES.few, 'utf8');
  let best = 0;
  for (let pass = 0; pass < 3; pass++) {
    const begin = performance.now();
    const interchange = new X12Parser(true).parse(text);
    const claims = interchange.functionalGroups.flatMap((g) => g.transactions).flatMap((t) => t.segments).filter((s) => s.tag === 'CLM').length;
    best = Math.max(best, claims / ((performance.now() - begin) / 1000));
  }
  return { clock: best };
}

/** What a script prints beside a package of PyPI, in the first Python that there is; undefined where the package cannot be installed. */
function python(name, version, script, pythons = ['python3']) {
  const venv = join(OUT, `venv-${name}`);
  for (const one of existsSync(venv) ? [] : pythons) if (spawnSync(one, ['-m', 'venv', venv]).status === 0) break;
  const installed = spawnSync(join(venv, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `${name}==${version}`]);
  if (installed.status !== 0) return undefined;
  return JSON.parse(execFileSync(join(venv, 'bin/python'), script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** Seconds and the largest memory of the command line, as GNU time says. */
function commandLine(jobs) {
  const cli = createRequire(CONSUMER).resolve('superbill/package.json').replace('package.json', 'cli.js');
  const run = spawnSync('/usr/bin/time', ['-f', '%e %U %M', process.execPath, cli, 'validate', FILES.two, '--format', 'ndjson', '--today', today, '--jobs', String(jobs)], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  const [clock, user, kilobytes] = run.stderr.trim().split('\n').pop().split(' ').map(Number);
  return { clock, user, megabytes: kilobytes / 1000 };
}

const asked = process.argv[2];
if (asked === 'ours') console.log(JSON.stringify(rate(FILES.two, TWO)));
else if (asked === 'hospital') console.log(JSON.stringify(rate(FILES.five, FIVE)));
else if (asked === 'medicare') console.log(JSON.stringify(rate(FILES.medicare, FIVE)));
else if (asked === 'stay') console.log(JSON.stringify(rate(FILES.stay, FIVE)));
else if (asked === 'large-stream') console.log(JSON.stringify(await large(Number(process.argv[3]), 'stream')));
else if (asked === 'first') console.log(await first());
else if (asked === 'endless') {
  const said = await endlessOnes(Number(process.argv[3] ?? 2000));
  console.log(JSON.stringify(said));
  if (said.megabytes >= 250) throw new Error('that is 250 MB or more');
} else if (asked === 'large') {
  const megabytes = Number(process.argv[3] ?? 1000);
  const [command, streamed] = [await large(megabytes, 'command'), JSON.parse(execFileSync(process.execPath, ['bench/x12.mjs', 'large-stream', megabytes], { encoding: 'utf8' }))];
  console.log(`${megabytes} MB of 837, ${streamed.claims} claims: at most ${command.megabytes.toFixed(0)} MB in superbill validate, ${streamed.megabytes.toFixed(0)} MB in validateStream`);
  if (Math.max(command.megabytes, streamed.megabytes) >= 200) throw new Error('that is 200 MB or more');
} else if (asked === 'node-x12') console.log(JSON.stringify(await nodeX12()));
else {
  mkdirSync(OUT, { recursive: true });
  write(FILES.two, '005010X222A1', '207Q00000X', twoLines, TWO);
  write(FILES.few, '005010X222A1', '207Q00000X', twoLines, 1_000);
  write(FILES.five, '005010X223A2', '282N00000X', fiveLines, FIVE);
  const alone = (name) => JSON.parse(execFileSync(process.execPath, ['bench/x12.mjs', name], { encoding: 'utf8' }));
  const say = (text) => console.error(`==> ${text}`);
  say('ours, in Node (1 min)');
  write(FILES.medicare, '005010X223A2', '282N00000X', medicareLines, FIVE);
  write(FILES.stay, '005010X223A2', '282N00000X', stays, FIVE);
  const [ours, hospital, medicare, stay] = [alone('ours'), alone('hospital'), alone('medicare'), alone('stay')];
  say('node-x12, pyx12, and ports of the editors (1 min)');
  const peer = alone('node-x12');
  const pyx12 = python('pyx12', '4.0.0', ['bench/pyx12_speed.py', FILES.few]);
  const mce = python('msdrg', '1.2.0', ['bench/editors_speed.py', 'msdrg']);
  const ioce = python('pyoce', '0.1.0', ['bench/editors_speed.py', 'pyoce'], ['python3.13', 'python3.12', 'python3']);
  say('reading alone, natively (1 min)');
  const native = execFileSync('cargo', ['run', '--quiet', '--release', '--example', 'x12_reading'], { encoding: 'utf8' }).trim();
  say('a file of 100 MB that is streamed (1 min)');
  const long = [await large(100, 'command'), JSON.parse(execFileSync(process.execPath, ['bench/x12.mjs', 'large-stream', '100'], { encoding: 'utf8' }))];
  const firsts = Array.from({ length: 7 }, () => alone('first')).sort((a, b) => a - b);
  say('the command line with one worker and two (1 min)');
  const [one, two] = [commandLine(1), commandLine(2)];
  const n = (value) => Math.round(value).toLocaleString('en');
  const section = `<!-- x12 -->
## Files of X12 837

Written by \`./x bench x12\` in one run: ${cpus()[0].model.trim()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at its end, Node ${process.versions.node}. From the bytes of a file
to a JavaScript object with all findings of every claim, every table of the package loaded, the best of six passes.
Processor time counts all threads of the process, the engine's own too; on a machine that others use it says more than the clock.

| | does | claims/s, clock | claims/s, processor time |
| --- | --- | --: | --: |
| superbill, two-line professional claims | reads, checks SNIP 1 to 5 and codes | ${n(ours.clock)} | ${n(ours.processor)} |
| superbill, five-line institutional claims | the same | ${n(hospital.clock)} | ${n(hospital.processor)} |
| superbill, the same for Medicare | the same, and the edits of Medicare's outpatient editor | ${n(medicare.clock)} | ${n(medicare.processor)} |
| superbill, a stay for Medicare, four lines | the same, and the edits of the Medicare Code Editor | ${n(stay.clock)} | ${n(stay.processor)} |
| node-x12 1.7.1, the same two-line claims | reads only | ${n(peer.clock)} | |
| pyx12 4.0.0, the same two-line claims | reads, checks SNIP 1 to 2 and some of 3 to 5 | ${pyx12 ? n(pyx12.perSecond) : 'not installed'} | |
| pyoce 0.1.0, the same five lines | the outpatient editor and pricing alone, from Python objects | | ${ioce ? n(ioce.processor) : 'not installed (needs Python 3.12)'} |
| msdrg 1.2.0, the same stay | the Medicare Code Editor alone, from Python objects | | ${mce ? n(mce.processor) : 'not installed'} |

- oxedi 0.6 (PyPI) reads the 835 only, so it is not in the table. x12-types 0.12 (a Rust crate) reads an 837 into structures and checks
  nothing; it is not measured.
- The two-line claims have ${(ours.findings / ours.claims).toFixed(1)} findings each, the five-line ones ${(hospital.findings / hospital.claims).toFixed(1)}, the stays ${(stay.findings / stay.claims).toFixed(1)}; the first report is there ${ours.first.toFixed(0)} ms after the call,
  and on a file of 1 GB that is streamed, in processes that have only loaded their tables, after ${firsts[3].toFixed(0)} ms (median of seven; ${firsts[0].toFixed(0)} to ${firsts[6].toFixed(0)}).
- A file of 100 MB that is streamed takes ${long[0].megabytes.toFixed(0)} MB of memory in \`superbill validate -\` and ${long[1].megabytes.toFixed(0)} MB in \`validateStream\`, all of the process;
  \`node bench/x12.mjs large 1000\` does the same with 1 GB and fails at 200 MB.
- Natively, one thread: ${native.split('\n').join('; ')}.
- \`superbill validate --format ndjson\` of ${n(ours.claims)} claims (${ours.megabytes.toFixed(1)} MB): ${one.clock.toFixed(1)} s and ${one.megabytes.toFixed(0)} MB with one thread, ${two.clock.toFixed(1)} s and ${two.megabytes.toFixed(0)} MB with
  \`--jobs 2\` (two workers and the thread that prints), start and loading of tables included; processor time ${one.user.toFixed(1)} and ${two.user.toFixed(1)} s.
<!-- /x12 -->
`;
  const document = readFileSync('BENCHMARKS.md', 'utf8');
  const marked = /<!-- x12 -->[^]*<!-- \/x12 -->\n/;
  writeFileSync('BENCHMARKS.md', marked.test(document) ? document.replace(marked, () => section) : `${document.trimEnd()}\n\n${section}`);
  console.log(section);
}
