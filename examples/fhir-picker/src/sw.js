// A FHIR terminology server that is a service worker: what is asked below fhir/ is answered by the module, everything else by the network.
import { init, lookup, search } from 'superbill';
import { terminology } from 'superbill/fhir';

const { answer } = terminology({ lookup, search });
const base = new URL('fhir/', self.registration.scope).href;

self.addEventListener('install', (event) => event.waitUntil(init().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(base)) event.respondWith(answered(event.request));
});

async function answered(request) {
  // A worker that was put to sleep begins anew; where the module is there, this is nothing.
  await init();
  return (await answer(request)) ?? new Response('no such operation', { status: 404 });
}
