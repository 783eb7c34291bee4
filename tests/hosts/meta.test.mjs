// SvelteKit, Nuxt and Astro: a page that asks on the server, one that asks in the browser, and one with the picker, built and started.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, IMPORT, port, PROBE, put, run, SAID, served, started, title } from './lib.mjs';
import { group } from './tools.mjs';

const asks = `(async () => { ${PROBE} document.title = said; })().catch((e) => { document.title = 'ERR ' + e.message; });`;

test('SvelteKit', async (t) => {
  const home = group('sveltekit');
  put(home, {
    'svelte.config.js': "import adapter from '@sveltejs/adapter-node'; export default { kit: { adapter: adapter() } };",
    'vite.config.js': "import { sveltekit } from '@sveltejs/kit/vite'; export default { plugins: [sveltekit()] };",
    'src/app.html': '<!doctype html><html lang="en"><head><title>.</title>%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>',
    'src/routes/server/+page.server.js': `${IMPORT} export async function load() { ${PROBE} return { said }; }`,
    'src/routes/server/+page.svelte': '<script>let { data } = $props();</script><p>{data.said}</p>',
    'src/routes/client/+page.svelte': `<script>import { onMount } from 'svelte'; ${IMPORT} onMount(() => { ${asks} });</script><p>c</p>`,
    'src/routes/picker/+page.svelte': "<script>import 'superbill/picker';</script><superbill-picker aria-label=\"dx\"></superbill-picker>",
  });
  clean(home, 'build', '.svelte-kit');
  run(home, 'vite', ['build']);
  const at = await port();
  const url = `http://127.0.0.1:${at}/`;
  const log = await started(t, home, 'node', ['build'], `${url}server`, { PORT: String(at), HOST: '127.0.0.1' });
  await t.test('server', async () => assert.ok((await fetch(`${url}server`).then((r) => r.text())).includes(SAID), log()));
  await t.test('client', async () => assert.equal(await title(`${url}client`), SAID));
  await t.test('the picker does no harm on the server', async () => assert.equal((await fetch(`${url}picker`)).status, 200, log()));
});

const all = process.env.SUPERBILL_ALL_HOSTS ? undefined : 'takes long to install: ./x test hosts --all';
test('Nuxt', { skip: all }, async (t) => {
  const home = group('nuxt');
  put(home, {
    'nuxt.config.ts': "export default defineNuxtConfig({ compatibilityDate: '2025-11-01', telemetry: false, vue: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } });",
    'app/app.vue': '<template><NuxtPage /></template>',
    'app/pages/index.vue': '<template><p>i</p></template>',
    'app/pages/client.vue': `<script setup>import { onMounted } from 'vue'; ${IMPORT} onMounted(() => { ${asks} });</script><template><p>c</p></template>`,
    'app/pages/picker.vue': "<script setup>import 'superbill/picker';</script><template><superbill-picker aria-label=\"dx\" /></template>",
    'server/api/said.get.ts': `${IMPORT} export default defineEventHandler(async () => { ${PROBE} return said; });`,
  });
  clean(home, '.output', '.nuxt');
  run(home, 'nuxt', ['build'], { env: { NUXT_TELEMETRY_DISABLED: '1' } });
  const at = await port();
  const url = `http://127.0.0.1:${at}/`;
  const log = await started(t, home, 'node', ['.output/server/index.mjs'], url, { PORT: String(at), HOST: '127.0.0.1' });
  await t.test('server', async () => assert.equal(await fetch(`${url}api/said`).then((r) => r.text()), SAID, log()));
  await t.test('client', async () => assert.equal(await title(`${url}client`), SAID));
  await t.test('the picker does no harm on the server', async () => assert.equal((await fetch(`${url}picker`)).status, 200, log()));
});

test('Astro', { skip: all }, async (t) => {
  const home = group('astro');
  put(home, {
    'astro.config.mjs': 'export default {};',
    'src/pages/index.astro': `---\n${IMPORT}\n${PROBE}\n---\n<html lang="en"><head><title>.</title></head><body><p>{said}</p><script>${IMPORT} ${asks}</script></body></html>`,
  });
  clean(home, 'dist', '.astro');
  run(home, 'astro', ['build'], { env: { ASTRO_TELEMETRY_DISABLED: '1' } });
  const { url, close } = await served(`${home}/dist`);
  t.after(close);
  await t.test('while building', async () => assert.ok((await fetch(url).then((r) => r.text())).includes(SAID)));
  await t.test('client', async () => assert.equal(await title(url), SAID));
});
