// workerd, bundled by wrangler as for a deployment and run by miniflare: the export condition of edge runtimes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { clean, IMPORT, PROBE, put, run, SAID } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('edge');

for (const [name, entry, flags] of [['without flags', IMPORT, []], ['with nodejs_compat', IMPORT, ['nodejs_compat']], ['with the picker imported', `${IMPORT} import 'superbill/picker';`, []]]) {
  test(`workerd, ${name}`, async () => {
    put(home, {
      'src/index.js': `${entry} export default { async fetch() { ${PROBE} return new Response(said); } };`,
      'wrangler.json': JSON.stringify({ name: 'hosts', main: 'src/index.js', compatibility_date: '2025-11-01', compatibility_flags: flags }),
    });
    clean(home, 'dist');
    run(home, 'wrangler', ['deploy', '--dry-run', '--outdir', 'dist'], { env: { WRANGLER_SEND_METRICS: 'false' } });
    const { Miniflare } = createRequire(`${home}/x.js`)('miniflare');
    const files = readdirSync(`${home}/dist`).filter((f) => /\.js$|\.wasm/.test(f)).sort((a) => (a === 'index.js' ? -1 : 1));
    const modules = files.map((f) => {
      const script = f.endsWith('.js');
      return { type: script ? 'ESModule' : 'CompiledWasm', path: `${home}/dist/${f}`, contents: readFileSync(`${home}/dist/${f}`, script ? 'utf8' : undefined) };
    });
    const worker = new Miniflare({ modulesRoot: `${home}/dist`, modules, compatibilityDate: '2025-11-01', compatibilityFlags: flags, cf: false });
    try {
      assert.equal(await worker.dispatchFetch('http://localhost/').then((r) => r.text()), SAID);
    } finally {
      await worker.dispose();
    }
  });
}
