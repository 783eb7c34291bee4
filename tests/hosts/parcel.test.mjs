// Parcel, which by itself reads `module` and `browser` of a package.json and not its exports; and as its own option makes it read them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { clean, html, put, run, SAID, titled, titleIn, types } from './lib.mjs';
import { group } from './tools.mjs';

const home = group('parcel');
put(home, { 'main.js': titled(), 'picker.js': types(), 'main.html': html('./main.js'), 'picker.html': html('./picker.js') });

for (const packageExports of [false, true]) {
  for (const [name, said] of [['main', SAID], ['picker', /^E11\.40/]]) {
    test(`Parcel, ${name}${packageExports ? ', packageExports' : ''}`, async () => {
      const manifest = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'));
      writeFileSync(`${home}/package.json`, JSON.stringify({ ...manifest, '@parcel/resolver-default': { packageExports } }, null, 2));
      clean(home, '.parcel-cache', 'dist');
      run(home, 'parcel', ['build', `${name}.html`, '--dist-dir', 'dist', '--no-source-maps']);
      const got = await titleIn(`${home}/dist`, `${name}.html`);
      if (said instanceof RegExp) assert.match(got, said);
      else assert.equal(got, said);
    });
  }
}
