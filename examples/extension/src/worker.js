// The service worker: puts the content script into the tab whose button was pressed, and checks claims. It keeps nothing, so the
// browser may stop it at any time; the next message starts it again.
import { init, lookup, validate } from 'superbill';

chrome.action.onClicked.addListener(({ id }) => {
  // Pages that no extension may touch (the store, the browser's own) are left alone.
  chrome.scripting.executeScript({ target: { tabId: id }, files: ['content.js'] }).catch((error) => console.warn(error.message));
});

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== chrome.runtime.id || !message?.claim) return undefined;
  init().then(() => answer(checked(message)), (error) => answer({ error: error.message }));
  return true; // the answer comes later
});

/** What a badge shows of each finding. */
function checked({ claim, today }) {
  const { findings } = validate(claim, { today, on: today });
  return {
    findings: findings.map(({ rule, severity, path, message, fix, source }) => ({
      rule,
      severity,
      path,
      message,
      todo: fix.description,
      options: (fix.options ?? []).map((value) => ({ value, title: path.includes('/healthCareCode') ? lookup('icd10cm', value)?.display : '' })),
      source: source.name,
    })),
  };
}
