// node build.mjs: the extension as the browser loads it, in dist/. Three bundles, and the module as a file beside them.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
rmSync(here('dist'), { recursive: true, force: true });
mkdirSync(here('dist'));

const common = { bundle: true, outdir: here('dist'), target: 'chrome130', logLevel: 'warning' };
// `production` is the package's condition for hosts that copy files: the module is fetched and not inlined.
await build({ ...common, entryPoints: [here('src/worker.js'), here('src/frame.js')], format: 'esm', splitting: true, conditions: ['production'] });
await build({ ...common, entryPoints: [here('src/content.js')], format: 'iife' });

copyFileSync(fileURLToPath(import.meta.resolve('superbill/superbill_bg.wasm')), here('dist/superbill_bg.wasm'));
copyFileSync(here('manifest.json'), here('dist/manifest.json'));
for (const file of readdirSync(here('src'))) {
  if (/\.(html|css|png)$/.test(file)) copyFileSync(here(`src/${file}`), here(`dist/${file}`));
}
