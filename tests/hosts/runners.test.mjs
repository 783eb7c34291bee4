// Test runners in the environments that play a browser: what an application's own tests meet.
import { test } from 'node:test';
import { clean, IMPORT, PROBE, put, REQUIRE, run, SAID } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('runners');
const asks = `${PROBE} expect(said).toBe('${SAID}');`;
const picks = `const picker = document.createElement('superbill-picker'); document.body.append(picker);
const input = picker.shadowRoot.querySelector('input'); input.focus(); input.value = 'htn'; input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
for (let n = 0; n < 60 && !picker.shadowRoot.querySelector('[role=option]'); n++) await new Promise((r) => setTimeout(r, 50));
expect(picker.shadowRoot.querySelector('[role=option]')?.textContent).toContain('I10');`;
const bytes = `const claim = new TextEncoder().encode('{"claimInformation":{}}'); expect(validate(claim).findings.length).toBeGreaterThan(0);`;

for (const environment of ['node', 'jsdom', 'happy-dom']) {
  const head = `// @vitest-environment ${environment}\nimport { test, expect } from 'vitest';`;
  put(home, {
    [`v/${environment}.test.js`]: `${head} ${IMPORT} test('asks', async () => { ${asks} ${bytes} });`,
    ...(environment !== 'node' && { [`v/${environment}-picker.test.js`]: `${head} import 'superbill/picker'; test('picks', async () => { ${picks} });` }),
  });
  const jest = environment === 'happy-dom' ? '@happy-dom/jest-environment' : environment;
  put(home, {
    [`j/${environment}.test.cjs`]: `/** @jest-environment ${jest} */\n${REQUIRE} test('asks', async () => { ${asks} ${bytes.replace('new TextEncoder()', "new (require('node:util').TextEncoder)()")} });`,
    ...(environment !== 'node' && { [`j/${environment}-picker.test.cjs`]: `/** @jest-environment ${jest} */\nrequire('superbill/picker'); test('picks', async () => { ${picks} });` }),
  });
}
put(home, { 'jest.config.cjs': "module.exports = { testMatch: ['**/j/*.test.cjs'] };" });
clean(home, 'node_modules/.vite', 'node_modules/.vitest');

for (const environment of ['node', 'jsdom', 'happy-dom']) {
  for (const name of environment === 'node' ? ['node'] : [environment, `${environment}-picker`]) {
    test(`Vitest, ${name}`, () => run(home, 'vitest', ['run', `v/${name}.test.js`]));
    test(`Jest, ${name}`, () => run(home, 'jest', [`j/${name}.test.cjs`, '--no-cache']));
  }
}
