// node tools/serve.mjs PAGES PACKAGE [PORT]: serves the demo page, with the installed package under /superbill/, to this
// machine only. Ends with its parent's terminal.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled } from './bundle.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.tbl': 'application/octet-stream',
};

// What the page needs and nothing else: also the proof that the package works under a strict policy.
const policy = ({ script = '', style = '' } = {}) =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${script}; style-src 'self' ${style}; connect-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'`;

const headers = (inside) => ({ 'content-security-policy': policy(inside), 'cache-control': 'no-cache' });

/** The file that a request means, or undefined when it leads out of the folder. */
function file(folder, path) {
  const found = resolve(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  return found.startsWith(resolve(folder) + sep) ? found : undefined;
}

export async function serve(pages, pack, port = 0, bundle = bundled) {
  const made = await bundle(pages, pack).catch((error) => {
    console.error(`the page's files are served one by one: ${error.message}`);
    return new Map();
  });
  const server = createServer((request, response) => {
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    } catch {
      path = '';
    }
    const [type, text, inside] = made.get(path) ?? [];
    if (text !== undefined) {
      response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers(inside) });
      response.end(request.method === 'HEAD' ? undefined : text);
      return;
    }
    const from = path.startsWith('/superbill/') ? file(pack, path.slice('/superbill'.length)) : file(pages, path);
    let size;
    try {
      const found = statSync(from);
      size = found.isFile() ? found.size : undefined;
    } catch {
      // Not there; answered below.
    }
    if (size === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(from)] ?? 'application/octet-stream',
      'content-length': size,
      ...headers(),
    });
    if (request.method === 'HEAD') response.end();
    // The module is three megabytes: in a few pieces it is here sooner.
    else createReadStream(from, { highWaterMark: 1 << 20 }).on('error', () => response.destroy()).pipe(response);
  });
  return new Promise((done, failed) => {
    server.on('error', failed);
    server.listen(port, '127.0.0.1', () => done({ server, url: `http://127.0.0.1:${server.address().port}/` }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [pages, pack, port] = process.argv.slice(2);
  const wanted = Number(port ?? process.env.PORT ?? 8080);
  // A port that is taken is no reason not to show the page.
  const { url } = await serve(pages, pack, wanted).catch(() => serve(pages, pack));
  console.log(`The demo page: ${url}   (Ctrl-C ends it)`);
}
