// Keeps the page's own files, so that it opens without a network after the first visit. The network's answer comes first where there
// is one; nothing that is typed or opened passes through here.
/** What the names of its own caches begin with: every complete set of files is one, and takes the place of those before it. */
const CACHE = 'superbill-demo';
/** What the page's worker and its samples are made of, which the page itself has not asked for, and what it cannot show claims without. */
const OWN = ['workspace.js', 'claim.css', 'print.css', 'worker.js', 'samples/hospital.edi', 'samples/clinic.edi', 'claim.json'];
/** And what it imports, where the page's files are served one by one. */
const IMPORTED = ['measure.js', ...['document', 'fhir', 'json', 'tree', 'x12', 'x12-claim', 'x12-hospital'].map((name) => `sources/${name}.js`)];
const TABLES = ['hcpcs-edits', 'addon', 'mce', 'ioce', 'ncci-ptp-hospital', 'notes-icd10cm', 'icd10pcs'].map((name) => `superbill/tables/${name}.tbl`);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

let keeping = Promise.resolve();
addEventListener('message', (event) => {
  const { keep } = event.data ?? {};
  if (!keep) return;
  const imported = keep.some((address) => address.endsWith('/app.js')) ? IMPORTED : [];
  const all = [...keep, ...[...OWN, ...imported, ...TABLES].map((path) => new URL(path, registration.scope).href)];
  // Two pages at once would take each other's files away. Without a whole set nothing is promised.
  keeping = keeping.then(() => keepAll([...new Set(all)])).then(() => event.ports[0]?.postMessage('kept'), () => {});
  event.waitUntil(keeping);
});

const own = async () => (await caches.keys()).filter((name) => name.startsWith(CACHE));

/** Stores all of them or none, and then forgets what was stored before. */
async function keepAll(addresses) {
  const before = await own();
  const name = `${CACHE}-${Date.now()}`;
  try {
    const cache = await caches.open(name);
    for (const address of addresses) {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
    }
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const old of before) await caches.delete(old);
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(fetch(request).catch((error) => kept(request, error)));
});

/** What was listed and stored; nothing is stored by being asked for. */
async function kept(request, error) {
  for (const name of await own()) {
    const answer = await (await caches.open(name)).match(request, { ignoreSearch: request.mode === 'navigate' });
    if (answer) return answer;
  }
  throw error;
}
