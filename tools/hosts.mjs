// node tools/hosts.mjs: the host table of BENCHMARKS.md, from the last run of `./x test hosts` (target/logs/hosts.log) and the versions that
// were installed for it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { FIREFOX, GROUPS, version, WEBKIT } from '../tests/hosts/tools.mjs';

const LOG = 'target/logs/hosts.log';
if (!existsSync(LOG)) throw new Error(`${LOG} is not there: run ./x test hosts first`);
const log = readFileSync(LOG, 'utf8').replaceAll(/\x1b\[[0-9;]*m/g, '');
// The list of failures at the end says them once more.
const lines = log.split('failing tests:')[0].split('\n');
const seen = lines.map((line) => /^( *)([✔✖﹣]) (.*) \([\d.]+ms\)(?: # (.*))?$/.exec(line)).filter(Boolean);
const MARK = { '✔': 'yes', '✖': 'NO', '﹣': 'not run' };
const rows = [];
let parts = [];
for (const [, indent, mark, name, why] of seen) {
  if (indent) parts.push(name + (mark === '✖' ? ' (NO)' : ''));
  else {
    rows.push(`| ${name.replaceAll('|', '\\|')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''} | ${MARK[mark]}${why ? `: ${why}` : ''} |`);
    parts = [];
  }
}
if (rows.length === 0) throw new Error(`${LOG} has no tests`);

const numbered = (browser, args = ['--version']) => /\d[\d.]+/.exec(execFileSync(browser, args, { encoding: 'utf8' }))[0];
const versions = new Map([['Node', process.versions.node], ['Chromium', numbered(process.env.CHROMIUM || '/usr/bin/chromium')]]);
if (FIREFOX) versions.set('Firefox', numbered(FIREFOX));
if (WEBKIT) versions.set('WebKitGTK', numbered('xvfb-run', ['-a', WEBKIT, '--version']));
for (const [group, tools] of Object.entries(GROUPS)) {
  for (const tool of Object.keys(tools)) {
    try {
      if (!versions.has(tool)) versions.set(/^vite\d/.test(tool) ? `vite ${version(group, tool)}` : tool, /^vite\d/.test(tool) ? '' : version(group, tool));
    } catch {
      // Not installed by the last run.
    }
  }
}
const table = `<!-- hosts: written by node tools/hosts.mjs -->
Every host with the packed package and no configuration of its own; ${[...versions].map(([name, v]) => `${name} ${v}`.trim()).join(', ')}. Not tried: Safari itself (WebKitGTK has its engine; Apple's browser runs on no Linux), Cloudflare's and Vercel's own machines.

| host | works |
| --- | --- |
${rows.join('\n')}
<!-- end of hosts -->`;
const file = 'BENCHMARKS.md';
const before = readFileSync(file, 'utf8');
const marked = /<!-- hosts:[^]*<!-- end of hosts -->/;
writeFileSync(file, marked.test(before) ? before.replace(marked, () => table) : `${before.trimEnd()}\n\n## Hosts\n\n${table}\n`);
console.error(`wrote the table of ${rows.length} hosts into ${file}`);
