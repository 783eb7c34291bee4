// Plain pages and workers over the package's files, without a bundler: what policies and servers do to them, and what is said then.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { html, IMPORT, posts, put, run, SAID, titled, titleIn, types } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('bundlers');
const FILE = '/node_modules/superbill/browser.js';
const from = (entry) => IMPORT.replace("'superbill'", `'${entry}'`);
const onMessage = (w) => `${w}.onmessage = (m) => { document.title = m.data; };`;
const body = (entry) => posts(from(entry)).replace(`${from(entry)}\n`, '');
const service = (entry) => `${entry}
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
self.addEventListener('message', (event) => { const self = event.source; event.waitUntil(${body(FILE).trim().replace(/;$/, '')}); });\n`;
const registers = (script, options = '') => `${onMessage('navigator.serviceWorker')} navigator.serviceWorker.register('${script}'${options}).then(async () => (await navigator.serviceWorker.ready).active.postMessage('go'), (e) => { document.title = 'ERR ' + e; });`;

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

const page = (name, page, want, options) => test(name, async () => {
  const got = await titleIn(home, `plain/${page}.html`, options);
  if (want instanceof RegExp) assert.match(got, want);
  else assert.equal(got, want);
});

page('script type=module', 'plain', SAID);
page('superbill/inline', 'inline', SAID);
page('the picker', 'picker', /^E11\.40/);
page('import map', 'map', SAID);
page('classic script', 'classic', SAID);
page('web worker', 'worker', SAID);
page('web worker from a blob', 'blob', SAID);
page('shared worker', 'shared', SAID);
page('service worker', 'service', SAID);
page('service worker, superbill/inline', 'service-inline', SAID);
page('service worker, a classic script of one file', 'service-classic', SAID);
page('init twice loads once', 'parallel', 'I10 1');
page('a call before init says what to do', 'early', /^not-ready: .*await init\(\)/);
page('tables by name and by address', 'tables', 'icd10pcs addon');
page('an unknown option of init is refused', 'options', /no option `table`; did you mean `tables`/);

const POLICY = { strict: "default-src 'self'; script-src 'self'", wasm: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" };
const under = (policy) => ({ headers: { 'content-security-policy': policy } });
page("policy with 'wasm-unsafe-eval'", 'plain', SAID, under(POLICY.wasm));
page("policy with 'wasm-unsafe-eval', superbill/inline", 'inline', SAID, under(POLICY.wasm));
page("policy with 'wasm-unsafe-eval' and connect-src 'none' names connect-src", 'plain', /not-loaded.*connect-src/, under(`${POLICY.wasm}; connect-src 'none'`));
page("policy with connect-src 'none', superbill/inline", 'inline', SAID, under(`${POLICY.wasm}; connect-src 'none'`));
page("policy with require-trusted-types-for 'script', the picker", 'picker', /^E11\.40/, under(`${POLICY.wasm}; require-trusted-types-for 'script'; style-src 'self'`));
page('policy that refuses WebAssembly: the JavaScript build answers', 'plain', SAID, under(POLICY.strict));
page('policy that refuses WebAssembly, the picker', 'picker', /^E11\.40/, under(`${POLICY.strict}; require-trusted-types-for 'script'`));
page('policy that refuses WebAssembly, in a worker', 'worker', SAID, under(POLICY.strict));
page("policy that refuses WebAssembly, superbill/inline: it says 'wasm-unsafe-eval' and superbill/js", 'inline', /refused.*'wasm-unsafe-eval'.*superbill\/js/, under(POLICY.strict));
test('policy that refuses WebAssembly: superbill/js in one file', async () => {
  put(home, { 'js.js': titled(from('superbill/js')), 'out/js/index.html': html('/js.js') });
  run(home, 'esbuild', ['js.js', '--bundle', '--format=esm', '--outdir=out/js', '--log-level=error']);
  assert.equal(await titleIn(`${home}/out/js`, '', under(POLICY.strict)), SAID);
});

/** A server that answers for the module what `answer` says. */
const module = (answer) => ({ hook: (path, request, response) => path.endsWith('.wasm') && (answer(response), true) });
page('404 is named', 'plain', /not-loaded.*superbill_bg\.wasm answered 404.*Serve the file/, module((r) => r.writeHead(404).end('no')));
page("the HTML of a single-page application's fallback is named", 'plain', /not-loaded.*a page of HTML at .*superbill_bg\.wasm/, module((r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>app</title>')));
page('HTML that is called a module is named, too', 'plain', /not-loaded.*a page of HTML/, module((r) => r.writeHead(200, { 'content-type': 'application/wasm' }).end('\n<!doctype html><title>app</title>')));
page('something else is named with its type', 'plain', /not-loaded.*is not the WebAssembly module \(5 bytes, served as text\/plain\)/, module((r) => r.writeHead(200, { 'content-type': 'text/plain' }).end('hello')));
page('a module cut short is named', 'plain', /not-loaded.*damaged or cut short/, module((r) => r.writeHead(200, { 'content-type': 'application/wasm' }).end(Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4]))));
page('another MIME type does not matter', 'plain', SAID, { types: { '.wasm': 'application/octet-stream' } });
let first = true;
page('a start that failed can be tried again', 'retry', 'not-loaded, then I10', { hook: (path, request, response) => path.endsWith('.wasm') && first && (first = false, response.writeHead(503).end(), true) });
page('without the JavaScript build the policy is named', 'plain', /refused.*'wasm-unsafe-eval'.*without-wasm\.js/, { ...under(POLICY.strict), hook: (path, request, response) => path.endsWith('without-wasm.js') && (response.writeHead(404).end(), true) });
page('a search in the JavaScript build is below a tenth of a second', 'speed', /^took \d?\d(\.|$)/, under(POLICY.strict));

// superbill/slim and superbill/worker over the package's files.
const more = {
  slim: `import { init, search, tables } from '/node_modules/superbill/slim.js'; init({ tables: ['icd10cm'] }).then(() => { document.title = search('type 2 diab neurop')[0].code + ' ' + tables().map((t) => t.set); }, (e) => { document.title = 'ERR ' + e.message; });`,
  thread: `import { init, search, validate, validateMany, createSuperbill, loadTable, tables } from '/node_modules/superbill/worker.js';
const claim = { claimInformation: { serviceLines: [{ serviceDate: '20261103', professionalService: { procedureCode: '99213' } }] } };
(async () => {
  const [hit] = await search('type 2 diab neurop');
  const wrong = await search('x', { set: 'icd10cm' }).catch((e) => e.name + ' ' + e.code);
  let count = 0;
  for await (const one of validateMany(Array.from({ length: 450 }, () => claim))) count += one.report.findings.length > 0;
  const other = createSuperbill();
  await init({ tables: ['addon'] });
  return [hit.code, wrong, count, (await tables()).length - (await other.tables()).length, typeof (await validate(claim)).valid].join(' ');
})().then((s) => { document.title = s; }, (e) => { document.title = 'ERR ' + e.message; });`,
};
for (const [name, text] of Object.entries(more)) put(home, { [`plain/${name}.js`]: text, [`plain/${name}.html`]: html(`/plain/${name}.js`) });
page('superbill/slim', 'slim', 'E11.40 icd10cm');
page('superbill/worker', 'thread', 'E11.40 SuperbillError bad-option 450 1 boolean');
page('superbill/worker where WebAssembly is refused', 'thread', 'E11.40 SuperbillError bad-option 450 1 boolean', under(POLICY.strict));
page('superbill/worker where workers are refused says so', 'thread', /the worker could not be started.*worker-src/, under(`${POLICY.wasm}; worker-src 'none'`));

test('superbill/slim ships 220 KB at most', () => {
  assert.ok(brotliCompressSync(readFileSync(`${home}/node_modules/superbill/superbill_slim_bg.wasm`)).length <= 220_000);
});
