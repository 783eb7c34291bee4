// The hosts that the package is tried in, with their versions. Each group of them is installed into a folder of its own below
// target/hosts, when a test first needs it, and says so.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const HOME = resolve('target/hosts');

/** Exact versions, so that a test that fails has one cause; `node tools/hosts.mjs --newer` says which have newer ones. */
export const GROUPS = JSON.parse(readFileSync(new URL('./versions.json', import.meta.url), 'utf8'));

const TARBALL = resolve('pkg', readdirSync('pkg').find((f) => f.endsWith('.tgz')) ?? 'none');

/** npm install, once more when it failed: registries have their moments. It never hangs. */
function installed(home, what, ...args) {
  const once = () => spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--legacy-peer-deps', '--prefer-offline', '--fetch-timeout=60000', ...args], { cwd: home, encoding: 'utf8', timeout: 300_000, killSignal: 'SIGKILL' });
  let done = once();
  if (done.status !== 0) {
    console.error(`==> once more: ${said(done)}`);
    done = once();
  }
  if (done.status !== 0) throw new Error(`npm could not install ${what} into ${home}: ${said(done)}`);
}
const said = ({ error, stderr, signal }) => `${error?.code === 'ETIMEDOUT' ? 'not done after 5 minutes' : error?.message ?? signal ?? ''} ${stderr ?? ''}`.trim().slice(-2000);

/** The folder of a group, with its tools and the packed package in its node_modules. */
export function group(name) {
  const home = `${HOME}/${name}`;
  const tools = GROUPS[name];
  const wanted = JSON.stringify({ tools, tarball: createHash('sha256').update(readFileSync(TARBALL)).digest('hex') });
  const stamp = `${home}/installed.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return home;
  mkdirSync(home, { recursive: true });
  const before = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')).tools : undefined;
  rmSync(stamp, { force: true });
  if (JSON.stringify(before) !== JSON.stringify(tools)) {
    console.error(`==> installing for the hosts: ${Object.keys(tools).join(', ')}`);
    rmSync(`${home}/node_modules`, { recursive: true, force: true });
    writeFileSync(`${home}/package.json`, `${JSON.stringify({ name: `hosts-${name}`, private: true, type: 'module', dependencies: tools }, null, 2)}\n`);
  }
  // What the manifest names is installed by the same command.
  installed(home, `the packed package and ${Object.keys(tools).join(', ')}`, '--no-save', TARBALL);
  writeFileSync(stamp, wanted);
  return home;
}

/** The version that is installed in a group. */
export const version = (name, tool) => JSON.parse(readFileSync(`${HOME}/${name}/node_modules/${tool}/package.json`, 'utf8')).version;

const found = (names) => names.find((name) => name && (name.includes('/') ? existsSync(name) : (process.env.PATH ?? '').split(':').some((dir) => existsSync(`${dir}/${name}`))));

/** Firefox, and WebKit's own small browser, where they are: ./x installs them from Debian's packages where it may. */
export const FIREFOX = found([process.env.FIREFOX, 'firefox-esr', 'firefox']);
export const WEBKIT = found(['xvfb-run']) && found([process.env.WEBKIT, '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser']);
