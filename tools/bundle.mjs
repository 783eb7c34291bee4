// The demo page as one file and its worker as another, made in memory when the page is served: what a page asks for one after the other
// is a tenth of a second before the first answer. The page works as plain files, too; they are what is served where esbuild is not
// installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Files by their address, as `[type, text]`; of the page also the hashes of what is in it, for its policy. */
export async function bundled(pages, pack) {
  if (!['app.js', 'worker.js'].every((file) => existsSync(join(pages, file)))) return new Map();
  const { build } = await import('esbuild').catch(() => ({}));
  if (!build) return new Map();
  const common = { bundle: true, minify: true, write: false, outdir: '/', logLevel: 'silent' };
  const scripts = { ...common, format: 'esm', entryPoints: ['app.js', 'worker.js'].map((file) => join(pages, file)), plugins: [packageAt(pack)] };
  const html = readFileSync(join(pages, 'index.html'), 'utf8');
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"(?: media="(\w+)")?>\n/g)].map(([, href, media = '']) => `@import "./${href}" ${media};`);
  const styles = { ...common, stdin: { contents: sheets.join('\n'), resolveDir: pages, loader: 'css' } };
  const [{ outputFiles: [app, worker] }, { outputFiles: [css] }] = await Promise.all([build(scripts), build(styles)]);
  const script = app.text.replaceAll('</script', '<\\/script');
  const whole = html
    .replace(/<link rel="(?:modulepreload|stylesheet)"[^>]*>\n/g, '')
    .replace('<script type="module" async src="app.js"></script>', () => `<style>${css.text}</style>\n<script type="module" async>${script}</script>`);
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return new Map([
    ['/', ['text/html; charset=utf-8', whole, { script: hash(script), style: hash(css.text) }]],
    ['/worker.js', ['text/javascript; charset=utf-8', worker.text]],
  ]);
}

/** The package is served under /superbill/, and its modules look for their files beside themselves there. */
function packageAt(folder) {
  const pack = realpathSync(folder);
  const from = (name) => `new URL('/superbill/${name}', location.href).href`;
  return {
    name: 'package',
    setup(build) {
      build.onResolve({ filter: /^\/superbill\// }, ({ path }) => ({ path: resolve(pack, path.slice('/superbill/'.length)) }));
      build.onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (!path.startsWith(pack)) return undefined;
        return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', from(basename(path))), loader: 'js' };
      });
    },
  };
}
