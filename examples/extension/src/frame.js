// The page of the extension that is laid over the portal's: there alone is the custom element. It is told what to look for through a
// port that the content script hands over, and says what was taken; the portal's scripts can neither read nor speak on it.
import { init } from 'superbill';
import 'superbill/picker';

const picker = document.querySelector('superbill-picker');
const remember = document.querySelector('#remember');
let port;

addEventListener('message', ({ data, ports, source }) => {
  if (port || source !== parent || data !== 'superbill' || !ports[0]) return;
  [port] = ports;
  port.onmessage = (message) => open(message.data);
  init().then(() => port.postMessage({ ready: true }), () => {}); // what failed is shown by the picker
});

function open({ label, set, on, about, text }) {
  document.querySelector('#title').textContent = label;
  document.querySelector('#about').textContent = about;
  picker.set = set;
  picker.serviceDate = on;
  picker.value = '';
  picker.focus();
  // What stands in the field is the first question; typing replaces it.
  const input = picker.shadowRoot.querySelector('input');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  input.select();
}

// The portal's page gives the focus to this one before or after it says what to look for.
addEventListener('focus', () => document.activeElement === document.body && picker.focus());

picker.addEventListener('superbill-pick', ({ detail }) => {
  if (detail.billable) port?.postMessage({ code: detail.code });
});
const close = () => port?.postMessage({ close: true });
document.querySelector('#close').addEventListener('click', close);
// The picker keeps the Escape that closes its list.
addEventListener('keydown', (event) => event.key === 'Escape' && close());

// Codes that were taken are kept only when that is asked for, and so is the permission to keep anything. A code alone says nothing of a
// patient.
const STORAGE = { permissions: ['storage'] };
let kept = [];

if (await chrome.permissions.contains(STORAGE)) {
  ({ codes: kept } = await chrome.storage.local.get({ codes: [] }));
  remember.checked = true;
}
remember.addEventListener('change', async () => {
  if (remember.checked) remember.checked = await chrome.permissions.request(STORAGE);
  else {
    kept = [];
    await chrome.storage.local.clear();
    await chrome.permissions.remove(STORAGE);
  }
});
picker.storage = {
  list: () => kept.filter(({ set }) => picker.set.includes(set)),
  remember({ set, code, display, billable }) {
    if (!remember.checked) return;
    kept = [{ set, code, display, billable, matches: [] }, ...kept.filter((hit) => hit.code !== code)].slice(0, 20);
    chrome.storage.local.set({ codes: kept });
  },
};
