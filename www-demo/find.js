// The search for codes: filters, what the last keystroke took, and the panel about the code that was chosen.
import { loadTable, tables, tableUrl } from '/superbill/browser.js';
import { showDetail } from './detail.js';
import { el } from './dom.js';

const NAMES = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS', hcpcs: 'HCPCS', cpt: 'CPT values' };
const $ = (id) => document.getElementById(id);
let picker, filters, meter;

export function showLoaded(more = '') {
  const known = tables().filter((t) => NAMES[t.set]);
  $('loaded').textContent = `${known.map((t) => `${NAMES[t.set]} ${t.release}`).join(' · ')}${more}`;
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
  if (set.value === 'icd10pcs') {
    meter.textContent = 'Loading ICD-10-PCS …';
    if (!(await load('icd10pcs').catch(() => false))) {
      meter.textContent = 'The ICD-10-PCS table could not be loaded.';
      set.value = '';
    } else meter.textContent = 'ICD-10-PCS is loaded.';
  }
  for (const [name, value] of [['set', set.value], ['service-date', on.value]]) {
    if (value) picker.setAttribute(name, value);
    else picker.removeAttribute(name);
  }
  picker.toggleAttribute('billable', billable.checked);
}

function said({ detail: { hits, took } }) {
  // The clock of a page shows tenths of a millisecond, most keystrokes take less.
  const time = took < 0.1 ? 'less than 0.1 ms' : `${took.toFixed(1)} ms`;
  const count = hits.length === 1 ? '1 code' : `${hits.length || 'no'} codes`;
  meter.replaceChildren(el('span', { id: 'took' }, time), ` for this keystroke · ${count}`);
  $('tries').hidden = hits.length > 0;
}

async function detail(set, code) {
  // The official notes are the panel's alone, and come with the first code that is looked at.
  await load('notes-icd10cm').catch(() => false);
  showDetail(set, code, filters.elements.on.value || undefined);
}

export function startFind() {
  [picker, filters, meter] = ['picker', 'filters', 'meter'].map($);
  filters.addEventListener('change', applyFilters);
  filters.addEventListener('submit', (event) => event.preventDefault());
  // An element with its field inside is not focused by its address.
  $('to-search').addEventListener('click', (event) => {
    event.preventDefault();
    picker.focus();
  });
  picker.addEventListener('superbill-hits', said);
  picker.addEventListener('superbill-pick', ({ detail: hit }) => detail(hit.set, hit.code));
  $('tries').addEventListener('click', ({ target }) => {
    const query = target.closest('button')?.dataset.query;
    if (!query) return;
    picker.value = query;
    picker.focus();
  });
}
