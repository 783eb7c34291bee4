// The JavaScript build of the module for pages that refuse WebAssembly: what wasm2js can translate, and the file made of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** The sections of a module: [kind, start of the whole, start of the body, end]. */
function sections(wasm) {
  const out = [];
  for (let at = 8; at < wasm.length; ) {
    const begin = at;
    const kind = wasm[at++];
    let [size, shift, byte] = [0, 0, 0];
    do {
      byte = wasm[at++];
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    out.push([kind, begin, at, at + size]);
    at += size;
  }
  return out;
}

const named = (wasm, [kind, , body]) => (kind === 0 ? wasm.toString('latin1', body + 1, body + 1 + wasm[body]) : undefined);
const text = (s) => Buffer.concat([Buffer.from([s.length]), Buffer.from(s)]);

/** The compiled library as one that uses neither reference types nor several results, of which wasm2js knows nothing: wasm-bindgen
 * writes its glue by what this section says. */
function withPlainFeatures(wasm) {
  const features = ['mutable-globals', 'sign-ext', 'bulk-memory', 'nontrapping-fptoint'];
  const body = Buffer.concat([text('target_features'), Buffer.from([features.length]), ...features.map((f) => Buffer.concat([Buffer.from('+'), text(f)]))]);
  const kept = sections(wasm).map((s) => (named(wasm, s) === 'target_features' ? Buffer.concat([Buffer.from([0, body.length]), body]) : wasm.subarray(s[1], s[3])));
  return Buffer.concat([wasm.subarray(0, 8), ...kept]);
}

const dataOf = (wasm) => sections(wasm).filter(([kind]) => kind === 11).map((s) => wasm.subarray(s[2], s[3]));

/** Without its data, which is taken out of the package's module at run time: the two must hold the same. */
function withoutData(wasm, packaged) {
  const [own, theirs] = [dataOf(wasm), dataOf(packaged)];
  if (own.length !== 1 || theirs.length !== 1 || !own[0].equals(theirs[0])) throw new Error('the data of the JavaScript build is not that of the module');
  // What without-wasm.src.js reads: active segments of memory 0.
  return Buffer.concat([wasm.subarray(0, 8), ...sections(wasm).filter(([kind]) => kind !== 11 && kind !== 12).map((s) => wasm.subarray(s[1], s[3]))]);
}

const replaced = (source, from, to) => {
  if (!source.includes(from)) throw new Error(`wasm-bindgen's or wasm2js's output has changed: there is no ${from}`);
  return source.replaceAll(from, to);
};

/** The file of the package, from the glue that wasm-bindgen wrote and the code that wasm2js did. */
async function packWithoutWasm(glueFile, translatedFile, outfile) {
  let glue = readFileSync(glueFile, 'utf8');
  // The library asks how many of the glue's objects are there from the start, and need no release; where reference types are used,
  // wasm-bindgen writes that number into the module itself.
  const [, statics] = /if \(idx < (\d+)\) return;/.exec(glue) ?? [];
  if (!statics) throw new Error("wasm-bindgen's output has changed: it does not say how many objects are static");
  glue = replaced(glue, 'import * as import1 from "__wbindgen_externref_xform__"', `const import1 = { __wbindgen_externref_statics_end: () => ${statics} };`);
  // Memory that has grown is another buffer here, and the old one is still there.
  glue = replaced(glue, 'cachedUint8ArrayMemory0.byteLength === 0', 'cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer');
  glue = replaced(glue, 'cachedDataViewMemory0.buffer.detached === true', 'cachedDataViewMemory0.buffer !== wasm.memory.buffer');
  glue += '\nexport const begin = (make) => __wbg_finalize_init({ exports: make(__wbg_get_imports()) });\n';
  const code = readFileSync(translatedFile, 'utf8').replace(/^import .*$/gm, '');
  const translated = `${code.slice(0, code.indexOf('var retasmFunc = '))}\nexport { asmFunc };\n`;
  const sources = { glue, translated };
  await build({
    stdin: { contents: readFileSync('pkg-template/without-wasm.src.js', 'utf8'), resolveDir: '.', sourcefile: 'without-wasm.src.js' },
    plugins: [{
      name: 'sources',
      setup(b) {
        b.onResolve({ filter: /^(glue|translated)$/ }, ({ path }) => ({ path, namespace: 'made' }));
        b.onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => ({ contents: sources[path], loader: 'js' }));
      },
    }],
    bundle: true, minify: true, format: 'esm', target: 'es2020', outfile, logLevel: 'error',
  });
}

const [step, ...files] = process.argv.slice(2);
if (step === 'plain') writeFileSync(files[1], withPlainFeatures(readFileSync(files[0])));
if (step === 'no-data') writeFileSync(files[2], withoutData(readFileSync(files[0]), readFileSync(files[1])));
if (step === 'pack') await packWithoutWasm(`${files[0]}/superbill.js`, `${files[0]}/translated.js`, files[1]);
