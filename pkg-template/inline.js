// For bundlers that neither copy files nor know `new URL(..., import.meta.url)`: the module as text, a third larger.
import { initFrom } from './once.js';
export { search, lookup, browse, validate, validateMany, loadTable, tables, rules, memoryBytes, createSuperbill, SuperbillError } from './once.js';

export function init(source) {
  return initFrom(async () => {
    if (source) return source;
    const { default: base64 } = await import('./inline-wasm.js');
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  });
}

export function tableUrl(name) {
  return new URL(`./tables/${name}.tbl`, import.meta.url);
}
