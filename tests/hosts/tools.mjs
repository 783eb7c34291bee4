// The hosts that the package is tried in, with their versions. Each group of them is installed into a folder of its own below
// target/hosts, when a test first needs it, and says so.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const HOME = resolve('target/hosts');

/** Exact versions, so that a test that fails has one cause; `node tools/hosts.mjs --newer` says which have newer ones. */
export const GROUPS = JSON.parse(readFileSync(new URL('./versions.json', import.meta.url), 'utf8'));

const TARBALL = resolve('pkg', readdirSync('pkg').find((f) => f.endsWith('.tgz')) ?? 'none');

/** The folder of a group, with its tools and the packed package in its node_modules. */
export function group(name) {
  const home = `${HOME}/${name}`;
  const wanted = JSON.stringify({ tools: GROUPS[name], tarball: execFileSync('sha256sum', [TARBALL], { encoding: 'utf8' }) });
  const stamp = `${home}/installed.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return home;
  mkdirSync(home, { recursive: true });
  const npm = (...args) => execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--legacy-peer-deps', ...args], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  const before = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')).tools : undefined;
  if (JSON.stringify(before) !== JSON.stringify(GROUPS[name])) {
    console.error(`==> installing for the hosts: ${Object.keys(GROUPS[name]).join(', ')}`);
    rmSync(`${home}/node_modules`, { recursive: true, force: true });
    writeFileSync(`${home}/package.json`, `${JSON.stringify({ name: `hosts-${name}`, private: true, type: 'module', dependencies: GROUPS[name] }, null, 2)}\n`);
    npm();
  }
  npm('--no-save', TARBALL);
  writeFileSync(stamp, wanted);
  return home;
}

/** The version that is installed in a group. */
export const version = (name, tool) => JSON.parse(readFileSync(`${HOME}/${name}/node_modules/${tool}/package.json`, 'utf8')).version;
