// Browsers, extensions and workers with the package's files at hand, by themselves or as a bundler copied them: the module is
// fetched by `init`, and compiled while it comes in.
import * as glue from './superbill.js';
import { initFrom } from './start.js';
import { tableBeside } from './table-url.js';
export * from './functions.js';

// This form of an address is what bundlers recognise, and copy the file for.
const module = () => new URL('./superbill_bg.wasm', import.meta.url);

const HOST = {
  glue,
  module,
  // Only where WebAssembly is refused. Bundlers copy it as it is; an `import()` that they see they would split, which workers
  // that are one file cannot have. webpack would minify it anew at every build, which takes half a minute: there it is copied by
  // whoever needs it, to where the module is.
  js: () => {
    const load = (address) => import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ address);
    return load(new URL(/* webpackIgnore: true */ './without-wasm.js', import.meta.url).href).catch(() => load(new URL('without-wasm.js', module()).href));
  },
  tableUrl,
};

export function init(given) {
  return initFrom(HOST, given);
}

export function tableUrl(name) {
  return tableBeside(module(), name);
}
