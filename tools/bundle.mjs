// The demo page as one file, what comes after the first answer as another, and its worker as a third, made in memory when the page is
// served: what a page asks for one after the other is a tenth of a second before that answer, and a script that is read before it makes it
// later, too. The page works as plain files; they are what is served where esbuild is not installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const SHEET = '<link rel="stylesheet" href="style.css">';
const SCRIPT = '<script type="module" src="app.js"></script>';

/** What is bundled. */
const FILES = ['app.js', 'workspace.js', 'worker.js'];

/** Files by their address, as `[type, text]`; of the page also the hashes of what is in it, for its policy. Not met as expected, it throws. */
export async function bundled(pages, pack) {
  if (!FILES.every((file) => existsSync(join(pages, file)))) return new Map();
  const { build } = await import('esbuild').catch(() => ({}));
  if (!build) return new Map();
  const options = { bundle: true, minify: true, write: false, outdir: '/', logLevel: 'silent', plugins: [packageAt(pack), later] };
  const made = (format, ...files) => build({ ...options, format, metafile: true, entryPoints: files.map((file) => join(pages, file)) });
  // Its comments are about the files as they lie there.
  const html = readFileSync(join(pages, 'index.html'), 'utf8').replace(/<!--[^]*?-->\n/g, '');
  if ((html.match(/<link\b[^>]*stylesheet/g) ?? []).length !== 1 || !html.includes(SHEET)) throw new Error(`its only style sheet is not ${SHEET}`);
  if ((html.match(/<script\b/g) ?? []).length !== 1 || !html.includes(SCRIPT)) throw new Error(`its only script is not ${SCRIPT}`);
  if (html.split('</head>').length !== 2) throw new Error('it has not one </head>, which its style goes before');
  const [app, css] = (await made('iife', 'app.js', 'style.css')).outputFiles;
  const { outputFiles: [workspace, worker], metafile } = await made('esm', 'workspace.js', 'worker.js');
  const { inputs } = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint.endsWith('workspace.js'));
  if (Object.keys(inputs).some((file) => resolve(file).startsWith(realpathSync(pack)))) throw new Error('workspace.js imports the package: that would be a second module, without tables');
  // Behind it, HTML may not see where the script ends; the end of a script within one is seen to by esbuild.
  if (app.text.includes('<!--')) throw new Error('there is <!-- in its script');
  const whole = html
    .replace(/<link rel="(?:modulepreload|stylesheet)"[^>]*>\n?/g, '')
    .replace('</head>', () => `<style>${css.text}</style>\n</head>`)
    // No module here: it runs where the parser meets it, before anything is laid out, and what it adds is laid out with the rest.
    .replace(SCRIPT, () => `<script>${app.text}</script>`);
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return new Map([
    ['/', ['text/html; charset=utf-8', whole, { script: hash(app.text), style: hash(css.text) }]],
    ['/workspace.js', ['text/javascript; charset=utf-8', workspace.text]],
    ['/worker.js', ['text/javascript; charset=utf-8', worker.text]],
  ]);
}

/** What is imported when it is needed is asked for then. */
const later = {
  name: 'later',
  setup(build) {
    build.onResolve({ filter: /^\.\// }, ({ path, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      return FILES.includes(basename(path)) ? { path, external: true } : { errors: [{ text: `${path} is imported and not among what is bundled` }] };
    });
  },
};

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
