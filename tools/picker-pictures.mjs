// node tools/picker-pictures.mjs [FOLDER]: the pictures of docs/PICKER.md, from the real element in Chromium, with the package that
// `./x pkg` made. Without a folder they go into docs/picker/.
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { openBrowser } from './browser.mjs';

const OUT = process.argv[2] ?? 'docs/picker';
const PACKAGE = existsSync('target/consumer/node_modules/superbill') ? 'target/consumer/node_modules/superbill' : 'pkg';
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const field = (attributes, inner = '') => `<superbill-picker id=x set="icd10cm" service-date="2026-11-03" aria-label="Diagnosis" ${attributes}>${inner}</superbill-picker>`;
const PLAIN = field('limit=4 placeholder="Code or words"');
const DARK = { colorScheme: 'dark', head: '<style>:root { color-scheme: dark }</style>' };
const HIGHLIGHTED = ['ArrowDown', 'ArrowDown'];
const KEPT = `const { search } = await import('/browser.js'); const one = (q) => search(q, { sets: ['icd10cm'] })[0]; let favorites = [one('E11.9')];
  x.storage = { list: () => [one('I10'), one('J44.9'), one('M54.50')], favorites: () => favorites, favor() {} };`;
const CHOSEN = "x.value = ['I10', 'E11.40', 'N18.30'];";

/** What is shown of each, and how it comes to it; the height is of what is cut out. */
const PICTURES = {
  light: { body: PLAIN, types: 'type 2 diab neurop', keys: HIGHLIGHTED, height: 200 },
  dark: { body: PLAIN, types: 'type 2 diab neurop', keys: HIGHLIGHTED, height: 196, ...DARK },
  forced: { body: PLAIN, types: 'type 2 diab neurop', keys: HIGHLIGHTED, height: 196, forcedColors: 'active', colorScheme: 'dark' },
  narrow: { body: PLAIN, types: 'type 2 diab neurop', keys: HIGHLIGHTED, width: 320, height: 220 },
  rtl: { body: PLAIN, types: 'hypertens', keys: HIGHLIGHTED, height: 196, head: '<script>document.documentElement.dir = "rtl"</script>' },
  zoom: { body: PLAIN, types: 'hypertension', keys: ['ArrowDown'], width: 320, height: 256 },
  chosen: { body: PLAIN.replace('id=x', 'id=x value="E11.40"'), height: 80, blurred: true },
  several: { body: field('limit=3 multiple'), script: CHOSEN, height: 145, blurred: true },
  sets: { body: PLAIN.replace('set="icd10cm"', '').replace('limit=4', 'limit=5'), types: 'insulin', height: 250, keys: ['ArrowDown'] },
  units: { body: PLAIN.replace('icd10cm', 'hcpcs').replace('service-date="2026-11-03"', ''), types: 'ketorolac', height: 190, keys: ['ArrowDown'] },
  kept: { body: PLAIN, script: KEPT, keys: ['ArrowDown'], height: 250 },
  header: { body: PLAIN, types: 'I42', height: 250, keys: ['ArrowDown'] },
  icd9: { body: PLAIN, types: '250.00', height: 180, keys: ['ArrowDown'] },
  none: { body: PLAIN, types: 'qqqxyzzy', height: 120 },
  unfit: { body: PLAIN, types: 'type 2 diab', height: 80, blurred: true },
  failed: { body: PLAIN.replace('icd10cm', 'icd9'), height: 80, blurred: true },
  own: {
    body: `<style>superbill-picker { --superbill-accent: #7a3cff; --superbill-radius: 12px; --superbill-chosen: #efe7ff; }
      superbill-picker::part(code) { color: #5a1fd1; } superbill-picker::part(days) { display: none; }</style>
      ${field('limit=3 placeholder="Diagnosis"', '<span slot=start style="padding-inline-start:.7em">Dx</span><span slot=help style="font-size:.86em">As the chart says it.</span>')}`,
    types: 'copd', keys: ['ArrowDown'], height: 200,
  },
};

const server = createServer((request, answer) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  if (pathname === '/') return answer.writeHead(200, { 'content-type': 'text/html' }).end(searchParams.get('body'));
  if (!existsSync(PACKAGE + pathname)) return answer.writeHead(404).end();
  answer.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream' }).end(readFileSync(PACKAGE + pathname));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await openBrowser(['--disable-lcd-text']);
mkdirSync(OUT, { recursive: true });

for (const [name, { body, head = '', script = '', types, keys = [], blurred, width = 460, height, ...options }] of Object.entries(PICTURES)) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const html = `<!doctype html><html lang=en><meta charset=utf-8><title>.</title>${head}<body style="margin:12px;font:15px system-ui,sans-serif">${body}<script type=module>import '/picker.js';</script></html>`;
  await page.goto(`${url}?body=${encodeURIComponent(html)}`);
  await page.waitForFunction(() => customElements.get('superbill-picker'));
  await page.evaluate((text) => import('/browser.js').then(async (module) => { await module.init(); await new Function(`return (async () => { ${text} })()`)(); }), script);
  const input = page.locator('#x input');
  if (types) await input.fill(types);
  if (types) await page.waitForFunction(() => x.open);
  for (const key of keys) await input.press(key);
  if (keys.length) await page.waitForFunction(() => x.open);
  if (blurred) await input.blur();
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${OUT}/${name}.png`, caret: 'initial' });
  await context.close();
}
await browser.close();
server.close();
