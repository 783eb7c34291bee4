// Keeps the page's own files, so that it opens without a network after the first visit. The network's answer comes first where there
// is one; nothing that is typed or opened passes through here.
const CACHE = 'superbill-demo';
/** What the worker of the page asks for, which the page itself does not see. */
const OWN = ['worker.js', 'measure.js', 'sources/document.js', 'sources/fhir.js', 'sources/json.js', 'sources/tree.js', 'sources/x12.js', 'sources/x12-claim.js', 'sources/x12-hospital.js', 'samples/hospital.edi', 'samples/clinic.edi', 'claim.json'];
const TABLES = ['hcpcs-edits', 'addon', 'mce', 'ioce', 'ncci-ptp-hospital', 'notes-icd10cm', 'icd10pcs'].map((name) => `superbill/tables/${name}.tbl`);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('message', (event) => {
  const { keep } = event.data ?? {};
  if (!keep) return;
  const all = [...keep, ...[...OWN, ...TABLES].map((path) => new URL(path, registration.scope).href)];
  event.waitUntil(keepAll([...new Set(all)]).then(() => event.ports[0]?.postMessage('kept')));
});

async function keepAll(addresses) {
  const cache = await caches.open(CACHE);
  for (const address of addresses) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) await cache.put(address, answer);
  }
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answered(request));
});

async function answered(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    throw error;
  }
}
