// Node, Deno, Bun and workers of theirs; and servers' bundles of one file, run where there is no node_modules.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { test } from 'node:test';
import { IMPORT, posts, prints, put, REQUIRE, run, SAID } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('runtimes');
const from = (entry) => IMPORT.replace("'superbill'", `'${entry}'`);
put(home, {
  'a.mjs': prints(),
  'a.ts': prints(),
  'a.cjs': prints(REQUIRE),
  'inline.mjs': prints(from('superbill/inline')),
  'inline.cjs': prints(REQUIRE.replace("'superbill'", "'superbill/inline'")),
  'thread.mjs': `import { Worker } from 'node:worker_threads'; new Worker(new URL('./inthread.mjs', import.meta.url)).on('message', console.log);`,
  'inthread.mjs': posts(`import { parentPort } from 'node:worker_threads'; const self = parentPort; ${IMPORT}`),
  'webworker.mjs': `const w = new Worker(new URL('./inwebworker.mjs', import.meta.url).href, { type: 'module' }); w.onmessage = (m) => { console.log(m.data); w.terminate(); };`,
  'inwebworker.mjs': posts(),
  'picker.mjs': `import 'superbill/picker'; console.log('imported');`,
  'picker.cjs': `require('superbill/picker'); console.log('imported');`,
  'tables.mjs': `import { init, tables, tableUrl, loadTable } from 'superbill'; import addon from 'superbill/tables/addon'; import { readFileSync } from 'node:fs';
await init({ tables: ['icd10pcs', addon, tableUrl('hcpcs-edits')] }); loadTable(readFileSync(tableUrl('notes-icd10cm'))); console.log(tables().map((t) => t.set).slice(5).join(' '));`,
  'slim.mjs': `import { init, search } from 'superbill/slim'; import icd10cm from 'superbill/tables/icd10cm'; await init({ tables: [icd10cm] }); console.log(search('htn')[0].code);`,
  'background.mjs': `import { init, search, tables, validateStream } from 'superbill/worker'; import { createReadStream } from 'node:fs'; await init({ tables: ['addon'] });
let claims = 0; for await (const one of validateStream(createReadStream('node_modules/superbill/sample-claim.json', { highWaterMark: 100 }))) claims += one.report !== undefined;
console.log((await search('htn'))[0].code, (await tables()).at(-1).set, claims);`,
  'same.mjs': `import * as here from 'superbill'; import * as there from 'superbill/worker'; console.log(Object.keys(here).filter((name) => !(name in there)).join(' ') || 'all');`,
  'denotables.mjs': `import { init, tables } from 'superbill'; import addon from 'superbill/tables/addon'; await init({ tables: [addon] }); console.log(tables().at(-1).set);`,
});

const says = (name, command, args, said = SAID) => test(name, () => assert.equal(run(home, command, args).trim(), said));

says('Node, import', 'node', ['a.mjs']);
says('Node, require', 'node', ['a.cjs']);
says('Node, superbill/inline', 'node', ['inline.mjs']);
says('Node, require of superbill/inline', 'node', ['inline.cjs']);
says('Node, worker_threads', 'node', ['thread.mjs']);
says('Node, importing the picker is harmless', 'node', ['picker.mjs'], 'imported');
says('Node, requiring the picker is harmless', 'node', ['picker.cjs'], 'imported');
says('Node, tables by name, by module and by file', 'node', ['tables.mjs'], 'icd10pcs addon hcpcs-edits notes-icd10cm');
says('Node, superbill/slim', 'node', ['slim.mjs'], 'I10');
says('Node, superbill/worker, which ends with the program', 'node', ['background.mjs'], 'I10 addon 1');

says('superbill/worker has every function of superbill', 'node', ['same.mjs'], 'all');

const DENO = { DENO_NO_UPDATE_CHECK: '1', DENO_NO_PROMPT: '1' };
const deno = (name, args, said = SAID) => test(name, () => assert.equal(run(home, 'deno', args, { env: DENO }).trim(), said));
deno('Deno', ['run', '-A', 'a.mjs']);
deno('Deno without a permission', ['run', 'a.mjs']);
deno('Deno, tables without a permission', ['run', 'denotables.mjs'], 'addon');
deno('Deno, worker', ['run', '-A', 'webworker.mjs']);
deno('Deno, importing the picker is harmless', ['run', 'picker.mjs'], 'imported');
deno('Deno, superbill/slim', ['run', 'slim.mjs'], 'I10');
test('Deno, types', () => run(home, 'deno', ['check', 'a.ts'], { env: DENO }));

says('Bun', 'bun', ['a.mjs']);
says('Bun, require', 'bun', ['a.cjs']);
says('Bun, TypeScript', 'bun', ['a.ts']);
says('Bun, superbill/worker', 'bun', ['background.mjs'], 'I10 addon 1');
says('Bun, worker', 'bun', ['webworker.mjs']);

/** A bundle that runs in an empty folder, while the project's node_modules is away. */
function alone(name, command, args, runner) {
  test(`${name}, run without node_modules`, () => {
    const out = `${home}/out`;
    const file = `${out}/${args.find((a) => a.includes('OUT/')).replace(/.*OUT\//, '')}`;
    mkdirSync(out, { recursive: true });
    run(home, command, args.map((a) => a.replace('OUT', out)));
    renameSync(`${home}/node_modules`, `${home}/away`);
    try {
      assert.equal(run(out, ...runner(file)).trim(), SAID);
    } finally {
      renameSync(`${home}/away`, `${home}/node_modules`);
    }
  });
}
const node = (file) => ['node', [file]];
alone('esbuild --platform=node, CommonJS', 'esbuild', ['a.mjs', '--bundle', '--platform=node', '--format=cjs', '--outfile=OUT/a.cjs', '--log-level=error'], node);
alone('esbuild --platform=node, ES modules', 'esbuild', ['a.mjs', '--bundle', '--platform=node', '--format=esm', '--outfile=OUT/a.mjs', '--log-level=error'], node);
alone('esbuild --platform=node of a program that requires', 'esbuild', ['a.cjs', '--bundle', '--platform=node', '--format=cjs', '--outfile=OUT/r.cjs', '--log-level=error'], node);
alone('bun build --target=node', 'bun', ['build', 'a.mjs', '--target=node', '--outfile=OUT/b.mjs'], node);
alone('bun build --compile', 'bun', ['build', '--compile', 'a.mjs', '--outfile', 'OUT/b.exe'], (file) => [file, []]);
