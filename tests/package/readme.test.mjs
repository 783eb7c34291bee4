// The README's JavaScript, run as it stands there: what it prints is what its comments say. Its Rust is a doc test.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

const readme = readFileSync(`${process.env.SUPERBILL_ROOT}/README.md`, 'utf8');
const programs = [...readme.matchAll(/^```js\n(.*?)^```/gms)].map(([, text]) => text);

test('there are programs in the README', () => assert.ok(programs.length > 0));

programs.forEach((text, i) => {
  test(`program ${i + 1} prints what its comments say`, () => {
    writeFileSync(`readme-${i}.mjs`, text);
    const { stdout, stderr } = spawnSync(process.execPath, [`readme-${i}.mjs`], { encoding: 'utf8' });
    const said = [...text.matchAll(/^\/\/ (.*)$/gm)].map(([, comment]) => comment);
    assert.equal(stderr, '');
    assert.ok(said.length > 0);
    assert.equal(stdout.trimEnd(), said.join('\n'));
  });
});

test('the commands print what the comments below them say', () => {
  const [, block] = /^```sh\n(.*?)^```/ms.exec(readme);
  let checked = 0;
  for (const [, command, said] of block.matchAll(/^npx superbill (.*)\n# (.*)$/gm)) {
    const { stdout } = spawnSync('node_modules/.bin/superbill', command.split(' '), { encoding: 'utf8' });
    assert.equal(stdout.trimEnd(), said);
    checked++;
  }
  assert.ok(checked > 0);
});
