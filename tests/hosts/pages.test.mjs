// Plain pages and workers over the package's files, without a bundler: what policies and servers do to them, and what is said then.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { html, put, run, SAID, titled, titleIn } from './lib.mjs';
import { from, home } from './plain-pages.mjs';

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
page('superbill/slim', 'slim', 'E11.40 icd10cm');
page('superbill/worker', 'thread', 'E11.40 SuperbillError bad-option 1950 1 boolean');
page('superbill/worker where WebAssembly is refused', 'thread', 'E11.40 SuperbillError bad-option 1950 1 boolean', under(POLICY.strict));
page('superbill/worker where workers are refused says so', 'thread', /the worker could not be started.*worker-src/, under(`${POLICY.wasm}; worker-src 'none'`));

test('superbill/slim ships 220 KB at most', () => {
  assert.ok(brotliCompressSync(readFileSync(`${home}/node_modules/superbill/superbill_slim_bg.wasm`)).length <= 220_000);
});
