// The demo page: the code picker with its detail panel, and the claim form.
import { init, loadTable, tables, tableUrl } from '/superbill/browser.js';
import '/superbill/picker.js';
import { startClaim } from './claim.js';
import { showDetail } from './detail.js';
import { el } from './dom.js';

const NAMES = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS', hcpcs: 'HCPCS', cpt: 'CPT values' };

const picker = document.querySelector('#picker');
const filters = document.querySelector('#filters');
const meter = document.querySelector('#meter');
const loaded = document.querySelector('#loaded');
let opened = '';

function showLoaded() {
  const known = tables().filter((t) => NAMES[t.set]);
  loaded.textContent = `${known.map((t) => `${NAMES[t.set]} ${t.release}`).join(' · ')}${opened}`;
}

/** Takes in a table that lies beside the module, once. */
async function load(name) {
  if (tables().some((t) => t.set === name)) return true;
  const response = await fetch(tableUrl(name));
  if (!response.ok) return false;
  loadTable(await response.arrayBuffer());
  showLoaded();
  return true;
}

async function applyFilters() {
  const { set, on, billable } = filters.elements;
  if (set.value === 'icd10pcs' && !(await load('icd10pcs'))) {
    meter.textContent = 'The ICD-10-PCS table is not there.';
    set.value = '';
  }
  for (const [name, value] of [['set', set.value], ['on', on.value]]) {
    if (value) picker.setAttribute(name, value);
    else picker.removeAttribute(name);
  }
  picker.toggleAttribute('billable', billable.checked);
}

function startPicker() {
  filters.addEventListener('change', applyFilters);
  filters.addEventListener('submit', (event) => event.preventDefault());
  picker.addEventListener('superbill-hits', ({ detail: { hits, took } }) => {
    const time = took < 0.1 ? `${Math.max(1, Math.round(took * 1000))} µs` : `${took.toFixed(1)} ms`;
    meter.replaceChildren(el('span', { id: 'took' }, time), ` for this keystroke, ${hits.length === 0 ? 'no code' : hits.length === 1 ? '1 code' : `${hits.length} codes`}`);
  });
  picker.addEventListener('superbill-pick', ({ detail: hit }) => showDetail(hit.set, hit.code, filters.elements.on.value || undefined));
}

startPicker();
try {
  const start = performance.now();
  await init();
  tables();
  opened = `, ready in ${Math.round(performance.now() - start)} ms`;
  showLoaded();
  await startClaim();
  document.documentElement.dataset.ready = 'yes';
  // What only validation and the detail panel use may come after the first keystrokes.
  for (const name of ['notes-icd10cm', 'hcpcs-edits', 'addon', 'ncci-ptp-hospital']) await load(name).catch(() => false);
  startClaim.again?.();
} catch (error) {
  loaded.textContent = `The module could not be started: ${error.message}`;
}
