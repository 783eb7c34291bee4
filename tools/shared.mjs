// Where Node's programs look for what is not part of the project: $SUPERBILL_SHARED, else ../shared beside the checkout.
// tests/support/shared.rs is the same for Rust.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The path of a shared file or folder; undefined where it is not at hand (a test then skips, with the reason). */
export function shared(name) {
  const path = resolve(root, process.env.SUPERBILL_SHARED || '../shared', name);
  return existsSync(path) ? path : undefined;
}
