// node tools/bundlers.mjs: the installed package through vite, webpack, esbuild and rollup with no configuration of theirs;
// every built page is opened in Chromium. The bundlers are installed into a folder of their own, below target/.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openBrowser } from './browser.mjs';
import { serve } from './serve.mjs';

const HOME = resolve('target/bundlers');
const TOOLS = ['vite@8', 'webpack@5', 'webpack-cli@6', 'esbuild@0.28', 'rollup@4', '@rollup/plugin-node-resolve@16'];
const quiet = { cwd: HOME, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, npm_config_loglevel: 'error' } };
const npx = (...args) => execFileSync('npx', ['--no-install', ...args], quiet);

mkdirSync(HOME, { recursive: true });
if (!existsSync(`${HOME}/node_modules`)) {
  console.error('==> installing the bundlers (about 30 s)');
  writeFileSync(`${HOME}/package.json`, '{ "name": "bundlers", "private": true, "type": "module" }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...TOOLS], quiet);
}
const tarball = readdirSync('pkg').find((f) => f.endsWith('.tgz'));
execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', resolve('pkg', tarball)], quiet);

const page = (script) => `<!doctype html><meta charset="utf-8"><title>.</title><script type="module" src="${script}"></script>`;
const app = (entry) => `import { init, search } from '${entry}';
init().then(() => { document.title = search('type 2 diab neurop')[0].code; }, (error) => { document.title = String(error); });\n`;

writeFileSync(`${HOME}/main.js`, app('superbill'));
writeFileSync(`${HOME}/inline.js`, app('superbill/inline'));
writeFileSync(`${HOME}/index.html`, page('/main.js'));
for (const out of ['vite', 'webpack', 'esbuild', 'rollup']) rmSync(`${HOME}/out-${out}`, { recursive: true, force: true });

const BUILDS = {
  vite: () => npx('vite', 'build', '--outDir', 'out-vite', '--logLevel', 'error'),
  webpack: () => {
    npx('webpack', '--mode', 'production', '--entry', './main.js', '--output-path', 'out-webpack', '--no-performance');
    writeFileSync(`${HOME}/out-webpack/index.html`, page('/main.js'));
  },
  esbuild: () => {
    npx('esbuild', 'inline.js', '--bundle', '--format=esm', '--outfile=out-esbuild/main.js', '--log-level=error');
    writeFileSync(`${HOME}/out-esbuild/index.html`, page('/main.js'));
  },
  rollup: () => {
    npx('rollup', 'inline.js', '-p', 'node-resolve', '-f', 'es', '-d', 'out-rollup', '--silent');
    writeFileSync(`${HOME}/out-rollup/index.html`, page('/inline.js'));
  },
};

const browser = await openBrowser();
let failed = 0;
for (const [name, build] of Object.entries(BUILDS)) {
  let title;
  try {
    build();
    const { server, url } = await serve(`${HOME}/out-${name}`, `${HOME}/none`);
    const tab = await browser.newPage();
    await tab.goto(url);
    await tab.waitForFunction(() => document.title !== '.', undefined, { timeout: 15_000 });
    title = await tab.title();
    await tab.close();
    server.close();
  } catch (error) {
    title = error.message.split('\n')[0];
  }
  const ok = title === 'E11.40';
  if (!ok) failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${title}`);
}
await browser.close();
process.exitCode = failed ? 1 : 0;
