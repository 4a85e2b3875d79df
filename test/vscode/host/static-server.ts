import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** What is served, by path. */
export interface Site {
  /** Folders with all of their files; a path has one name, as `/static`. */
  readonly folders: Readonly<Record<string, string>>;
  /** Texts of their own, asked for before the folders; they may need to know the site's own address. */
  readonly texts: Readonly<Record<string, (address: string) => string>>;
}

export interface StaticServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves files of this machine to a browser on it, on a free port. */
export async function serveSite({ folders, texts }: Site): Promise<StaticServer> {
  const site = { address: '' };
  const server = createServer(({ url = '/' }, response) => {
    const path = pathIn(url);
    const type = TYPES[extname(path)] ?? (path === '/' ? 'text/html' : 'application/octet-stream');
    const text = texts[path];
    const file = fileOf(folders, path);
    response.writeHead(text || file ? 200 : 404, { 'Content-Type': type });
    if (text) response.end(text(site.address));
    else if (file !== undefined) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  site.address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  return {
    address: site.address,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The path that a browser asks for; of an address that is none, one that nothing is at. */
function pathIn(url: string): string {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return '';
  }
}

function fileOf(folders: Site['folders'], path: string): string | undefined {
  const [, name = '', ...rest] = path.split('/');
  const folder = folders[`/${name}`];
  if (folder === undefined) return undefined;
  const file = resolve(join(folder, ...rest));
  const isInside = file.startsWith(resolve(folder) + sep);
  return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
