// Headless Chromium for the tests and the bench: the machine's own, through playwright-core.
import { chromium } from 'playwright-core';

const ARGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const options = (args) => ({
  // Others may use this machine.
  timeout: 120_000,
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  // Chromium refuses to sandbox itself as root.
  args: [...ARGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
});

export function openBrowser(args = []) {
  return chromium.launch(options(args));
}

/** With a profile of its own, as extensions need it, and an unpacked extension, whose button DevTools may press. */
export function openWithExtension(profile, folder) {
  return chromium.launchPersistentContext(profile, options([`--disable-extensions-except=${folder}`, `--load-extension=${folder}`, '--enable-unsafe-extension-debugging']));
}
