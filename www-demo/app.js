// The demo page. First the search for codes, which answers as soon as the module is there; then, when that is painted, the claims.
// What is shown later is hidden until then, and so is not laid out before the first answer.
import { init, lookup, search } from '/superbill/browser.js';
import '/superbill/picker.js';
import { showLoaded, startFind } from './find.js';

const idle = (ms) => new Promise((done) => (globalThis.requestIdleCallback ? requestIdleCallback(done, { timeout: ms }) : setTimeout(done, 1)));
/** What was typed before the module was there is answered in the next turn, drawn in the frame behind it, and then seen; a hidden page draws nothing. */
const painted = () => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
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
  await claims();
  await idle(2000);
  offline();
  // A browser compiles what is called for the first time: now, if no key has asked for it.
  search('a');
}

/** Without them codes are still found. */
async function claims() {
  try {
    const { startSpeed, startWorkspace } = await import('./workspace.js');
    await startWorkspace({ lookup });
    document.documentElement.dataset.ready = 'yes';
    startSpeed(document.getElementById('speed'), { search, first: () => searchable });
  } catch (error) {
    const note = document.getElementById('no-claims');
    note.hidden = false;
    note.textContent = `The claims could not be loaded: ${error.message}. Load the page again to check claims.`;
    console.error(error);
  }
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
