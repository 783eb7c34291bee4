// Headless Chromium for the tests and the bench: the machine's own, through playwright-core.
import { chromium } from 'playwright-core';

const ARGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function openBrowser(args = []) {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    // Chromium refuses to sandbox itself as root.
    args: [...ARGS, ...(root ? ['--no-sandbox'] : []), ...args],
  });
}
