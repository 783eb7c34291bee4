// Next.js: one application with a client component, the picker, a server component and route handlers for Node and the edge, built by
// each of its bundlers and started. Nothing is configured.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, IMPORT, port, PROBE, put, run, SAID, started, title } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('next');
const effect = `useEffect(() => { (async () => { ${PROBE} document.title = said; })().catch((e) => { document.title = 'ERR ' + e.message; }); }, []);`;
put(home, {
  'app/layout.jsx': 'export default function Layout({ children }) { return <html lang="en"><head><title>.</title></head><body>{children}</body></html>; }',
  'app/page.jsx': "import Client from './client'; export default function Page() { return <Client />; }",
  'app/client.jsx': `'use client'; import { useEffect } from 'react'; ${IMPORT} export default function Client() { ${effect} return <p>client</p>; }`,
  'app/picker/page.jsx': "import Picker from './picker'; export default function Page() { return <Picker />; }",
  'app/picker/picker.jsx': `'use client'; import 'superbill/picker'; import { useEffect, useRef } from 'react';
export default function Picker() {
  const ref = useRef();
  useEffect(() => { (async () => {
    const input = ref.current.shadowRoot.querySelector('input'); input.focus(); input.value = 'type 2 diab neurop'; input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    for (let n = 0; n < 200; n++) { await new Promise((r) => setTimeout(r, 50)); const row = ref.current.shadowRoot.querySelector('[role=option]'); if (row) { document.title = row.textContent; return; } }
    document.title = 'ERR no list';
  })(); }, []);
  return <superbill-picker ref={ref} aria-label="Diagnosis" />;
}`,
  'app/server/page.jsx': `${IMPORT} export const dynamic = 'force-dynamic'; export default async function Server() { ${PROBE} return <p>{said}</p>; }`,
  'app/static/page.jsx': `${IMPORT} export default async function Static() { ${PROBE} return <p>{said}</p>; }`,
  'app/api/node/route.js': `${IMPORT} export const dynamic = 'force-dynamic'; export async function GET() { ${PROBE} return new Response(said); }`,
});
const edge = { 'app/api/edge/route.js': `${IMPORT} export const runtime = 'edge'; export async function GET() { ${PROBE} return new Response(said); }` };

for (const bundler of ['turbopack', 'webpack']) {
  test(`Next, ${bundler}`, async (t) => {
    clean(home, '.next', 'app/api/edge');
    // By webpack, this version of Next builds no route of the edge runtime, also none without this package.
    if (bundler === 'turbopack') put(home, edge);
    run(home, 'next', ['build', `--${bundler}`], { env: { NEXT_TELEMETRY_DISABLED: '1' } });
    const at = await port();
    const url = `http://127.0.0.1:${at}/`;
    const log = await started(t, home, 'next', ['start', '-p', at, '-H', '127.0.0.1'], url, { NEXT_TELEMETRY_DISABLED: '1' });
    const answer = (path) => fetch(url + path).then((r) => r.text());
    await t.test('client component', async () => assert.equal(await title(url), SAID));
    await t.test('picker in a client component', async () => assert.match(await title(`${url}picker`), /^E11\.40/));
    await t.test('server component', async () => assert.ok((await answer('server')).includes(SAID), log()));
    await t.test('static server component', async () => assert.ok((await answer('static')).includes(SAID), log()));
    await t.test('route handler, Node', async () => assert.equal(await answer('api/node'), SAID, log()));
    if (bundler === 'turbopack') await t.test('route handler, edge', async () => assert.equal(await answer('api/edge'), SAID, log()));
  });
}
