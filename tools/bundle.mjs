// The demo page's modules as few files, made in memory when the page is served: two dozen requests are a tenth of a second before the
// first answer. The page works as plain modules, too; they are what is served where esbuild is not installed.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Files by their address, as `[type, text]`. */
export async function bundled(pages, pack) {
  if (!['app.js', 'worker.js'].every((file) => existsSync(join(pages, file)))) return new Map();
  const { build } = await import('esbuild').catch(() => ({}));
  if (!build) return new Map();
  const made = new Map();
  const common = { bundle: true, format: 'esm', minify: true, write: false, outdir: '/', metafile: true, logLevel: 'silent', plugins: [packageAt(pack)] };
  const [page, worker] = await Promise.all([
    build({ ...common, entryPoints: [join(pages, 'app.js')], splitting: true, chunkNames: 'part-[hash]' }),
    build({ ...common, entryPoints: [join(pages, 'worker.js')] }),
  ]);
  for (const { path, text } of [...page.outputFiles, ...worker.outputFiles]) made.set(path, ['text/javascript; charset=utf-8', text]);
  const first = Object.values(page.metafile.outputs).find((o) => o.entryPoint?.endsWith('app.js'));
  const parts = first.imports.filter((i) => i.kind === 'import-statement').map((i) => `<link rel="modulepreload" href="${basename(i.path)}">\n`);
  const html = readFileSync(join(pages, 'index.html'), 'utf8').replace(/<link rel="modulepreload"[^>]*>\n/g, '');
  made.set('/', ['text/html; charset=utf-8', html.replace('<script type="module"', `${parts.join('')}<script type="module"`)]);
  return made;
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
