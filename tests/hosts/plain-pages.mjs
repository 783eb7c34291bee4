// Plain pages over the package's files, below plain/ of the folder of the bundlers: what Chromium and other browsers are shown.
import { html, IMPORT, posts, put, run, titled, types } from './lib.mjs';
import { group } from './tools.mjs';

export const home = group('bundlers');
const FILE = '/node_modules/superbill/browser.js';
/** The usual import, from another entry. */
export const from = (entry) => IMPORT.replace("'superbill'", `'${entry}'`);
const onMessage = (w) => `${w}.onmessage = (m) => { document.title = m.data; };`;
const body = (entry) => posts(from(entry)).replace(`${from(entry)}\n`, '');
/** A service worker that answers a message, and a page's script that registers and asks it. */
export const service = (entry) => `${entry}
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
self.addEventListener('message', (event) => { const self = event.source; event.waitUntil(${body(FILE).trim().replace(/;$/, '')}); });\n`;
export const registers = (script, options = '') => `${onMessage('navigator.serviceWorker')} navigator.serviceWorker.register('${script}'${options}).then(async () => (await navigator.serviceWorker.ready).active.postMessage('go'), (e) => { document.title = 'ERR ' + e; });`;

const SCRIPTS = {
  plain: titled(from(FILE)),
  inline: titled(from('/node_modules/superbill/inline.js')),
  picker: types('/node_modules/superbill/picker.js'),
  classic: `(async () => { const { init, search, validate } = await import('${FILE}'); ${titled('').trim()} })();`,
  worker: `const w = new Worker('/in-worker.js', { type: 'module' }); ${onMessage('w')} w.onerror = (e) => { document.title = 'ERR ' + e.message; };`,
  blob: `const w = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(posts(from('ORIGIN')))}.replace('ORIGIN', location.origin + '${FILE}')], { type: 'text/javascript' })), { type: 'module' }); ${onMessage('w')}`,
  shared: `const w = new SharedWorker('/in-shared.js', { type: 'module' }); ${onMessage('w.port')}`,
  service: registers('/in-service.js', ", { type: 'module' }"),
  'service-inline': registers('/in-service-inline.js', ", { type: 'module' }"),
  'service-classic': registers('/plain/in-service-classic.js'),
  parallel: `${from(FILE)} const all = [init(), init()]; Promise.all(all).then(() => { document.title = search('I10')[0].code + ' ' + performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.wasm')).length; });`,
  early: `${from(FILE)} try { search('x'); } catch (e) { document.title = e.code + ': ' + e.message; }`,
  retry: `${from(FILE)} init().then(() => { document.title = 'at once'; }, (e) => init().then(() => { document.title = e.code + ', then ' + search('I10')[0].code; }));`,
  tables: `import { init, tables, tableUrl } from '${FILE}'; init({ tables: ['icd10pcs', tableUrl('addon')] }).then(() => { document.title = tables().slice(5).map((t) => t.set).join(' '); }, (e) => { document.title = 'ERR ' + e.message; });`,
  options: `import { init } from '${FILE}'; init({ table: [] }).catch((e) => { document.title = e.message; });`,
  speed: `${from(FILE)} init().then(() => { search('a'); const start = performance.now(); for (const q of ['type 2 diab neurop', 'copd', 'htn', 'fracture left femur', 'kidney s']) search(q); document.title = 'took ' + (performance.now() - start) / 5; });`,
  slim: `import { init, search, tables } from '/node_modules/superbill/slim.js'; init({ tables: ['icd10cm'] }).then(() => { document.title = search('type 2 diab neurop')[0].code + ' ' + tables().map((t) => t.set); }, (e) => { document.title = 'ERR ' + e.message; });`,
  thread: `import { init, search, validate, validateMany, validateStream, createSuperbill, loadTable, tables } from '/node_modules/superbill/worker.js';
const claim = { claimInformation: { serviceLines: [{ serviceDate: '20261103', professionalService: { procedureCode: '99213' } }] } };
(async () => {
  const [hit] = await search('type 2 diab neurop');
  const wrong = await search('x', { set: 'icd10cm' }).catch((e) => e.name + ' ' + e.code);
  let count = 0;
  for await (const one of validateMany(Array.from({ length: 450 }, () => claim))) count += one.report.findings.length > 0;
  const lines = new Blob([(JSON.stringify(claim) + '\\n').repeat(1500)]);
  for await (const one of validateStream(lines)) count += one.report.findings.length > 0;
  const other = createSuperbill();
  await init({ tables: ['addon'] });
  return [hit.code, wrong, count, (await tables()).length - (await other.tables()).length, typeof (await validate(claim)).valid].join(' ');
})().then((s) => { document.title = s; }, (e) => { document.title = 'ERR ' + e.message; });`,
};
for (const [name, text] of Object.entries(SCRIPTS)) put(home, { [`plain/${name}.js`]: text, [`plain/${name}.html`]: html(`/plain/${name}.js`) });
put(home, {
  'plain/map.html': `<!doctype html><title>.</title><script type="importmap">{ "imports": { "superbill": "${FILE}" } }</script><script type="module">${titled()}</script>`,
  'plain/classic.html': '<!doctype html><title>.</title><script src="/plain/classic.js"></script>',
  'in-worker.js': posts(from(FILE)),
  'in-shared.js': `${from(FILE)} onconnect = (event) => { const self = event.ports[0]; ${body(FILE)} };`,
  'in-service.js': service(from(FILE)),
  'in-service-inline.js': service(from('/node_modules/superbill/inline.js')),
  'in-service-classic.js': service(IMPORT),
});
run(home, 'esbuild', ['in-service-classic.js', '--bundle', '--format=iife', '--outfile=plain/in-service-classic.js', '--log-level=error']);
