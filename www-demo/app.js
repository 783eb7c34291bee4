// The demo page. First the search for codes, which answers as soon as the module is there; then, when that is painted, the claims.
// What is shown later is hidden until then, and so is not laid out before the first answer.
import { init, lookup, search } from '/superbill/browser.js';
import '/superbill/picker.js';
import { showLoaded, startFind } from './find.js';

const idle = (ms) => new Promise((done) => (globalThis.requestIdleCallback ? requestIdleCallback(done, { timeout: ms }) : setTimeout(done, 1)));
/** What was typed before the module was there is answered, and seen; a hidden page draws nothing. */
const painted = () => new Promise((done) => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 200);
});
let searchable = 0;

start().catch((error) => {
  askForDay();
  document.getElementById('loaded').textContent = `The page could not be started: ${error.message}`;
  console.error(error);
});

async function start() {
  const began = performance.now();
  const module = init();
  // What is wrong with it is said below, where it is waited for.
  module.catch(() => {});
  startFind();
  await module;
  searchable = performance.now();
  showLoaded(`, ready in ${Math.round(searchable - began)} ms`);
  await painted();
  await idle(200);
  askForDay();
  const { startSpeed, startWorkspace } = await import('./workspace.js');
  await startWorkspace({ lookup });
  document.documentElement.dataset.ready = 'yes';
  startSpeed(document.getElementById('speed'), { search, first: () => searchable });
  await idle(2000);
  // A browser compiles what is called for the first time: that is done by now, and not by the first key.
  search('a');
  offline();
}

/** Not before the first answer, which would wait some 10 ms for it: so long a browser makes the field of a day. Nothing is typed into it until then. */
function askForDay() {
  const { on } = document.getElementById('filters').elements;
  on.type = 'date';
  on.disabled = false;
}

/** After the first visit the page opens without a network. */
async function offline() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    await serviceWorker.register('sw.js');
    const { active } = await serviceWorker.ready;
    const here = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.startsWith(location.origin));
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      document.documentElement.dataset.offline = 'yes';
      document.getElementById('offline').hidden = false;
    };
    active.postMessage({ keep: [...new Set([location.origin + location.pathname, ...here])] }, [port2]);
  } catch {
    // Without it the page only needs its network.
  }
}
