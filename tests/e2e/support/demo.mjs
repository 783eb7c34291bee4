// The demo page in headless Chromium, served from the installed package under its content security policy.
import { after, before, beforeEach } from 'node:test';
import { openBrowser } from '../../../tools/browser.mjs';
import { serve } from '../../../tools/serve.mjs';

export const INFO = '/claimInformation';

/** A fresh page for every test of a file. What the page logs as an error is in `problems`. */
export function demo(options = {}) {
  const here = { problems: [] };
  let server;
  before(async () => {
    ({ server, url: here.url } = await serve('www-demo', 'target/consumer/node_modules/superbill'));
    here.browser = await openBrowser();
  });
  after(async () => {
    await here.browser?.close();
    server?.close();
  });
  beforeEach(async () => {
    await here.context?.close();
    here.problems.length = 0;
    here.context = await here.browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
    here.page = await here.context.newPage();
    here.page.on('pageerror', (error) => here.problems.push(error.message));
    here.page.on('console', (message) => message.type() === 'error' && here.problems.push(message.text()));
    await here.page.goto(here.url);
    await here.page.waitForSelector('html[data-ready][data-tables]');
  });
  return Object.assign(here, {
    field: (path) => here.page.locator(`[data-path="${path}"]`),
    /** What is said below a box, or below the line or pair that it is in. */
    says: (path) => here.page.locator(`#form :is(.line, .pair):has([data-path="${path}"]) > .says, #form .box:has(> [data-path="${path}"]) > .says`),
    verdict: () => here.page.textContent('#verdict'),
    findings: () => here.page.evaluate(() => [...document.querySelectorAll('#findings li')].map((li) => li.querySelector('code').textContent)),
    json: () => asked(here.page),
    /** Waits until the page has answered everything that was done before. */
    idle: () => here.page.waitForSelector('html[data-idle]'),
    /** Waits until then, and for what the verdict begins with. */
    judged: (text) => here.page.waitForFunction((wanted) => document.documentElement.dataset.idle && new RegExp(`^${wanted}\\b`).test(document.querySelector('#verdict').textContent), text),
    /** Runs a function in the page with `type(path, text)`, which is a keystroke: all of it before the page has any answer. */
    atOnce: (act) => here.page.evaluate(`(async () => {
      const type = (path, text) => {
        const box = document.querySelector('[data-path="' + path + '"]');
        box.focus();
        box.value = text;
        box.dispatchEvent(new Event('input', { bubbles: true }));
      };
      await (${act})(type);
    })()`),
    open: (bytes, name) => here.page.setInputFiles('#open', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }),
    named: (name) => here.page.waitForFunction((wanted) => document.querySelector('#name').textContent === wanted, name),
  });
}

/** The claim as the page says it, as JSON. */
async function asked(page) {
  const details = page.locator('details.raw');
  if (await details.getAttribute('open') === null) await details.locator('summary').click();
  await page.waitForFunction(() => document.querySelector('#json').textContent !== '');
  // The last keystrokes are on their way still.
  await page.waitForSelector('html[data-idle]');
  return JSON.parse(await page.textContent('#json'));
}

/** What `save` hands over when a button is clicked. */
export async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}
