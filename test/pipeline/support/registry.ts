import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { runProcess } from '../../../runner/run-process';
import { temporaryFolder } from '../../support/temporary-folder';

/** An npm registry on loopback that has one package: this one, as it would be published. */
export interface Registry {
  /** What makes npm take it, with a cache of its own. */
  env: Record<string, string>;
  version: string;
  close: () => void;
}

/** Packs this package and offers it. */
export async function startRegistry(): Promise<Registry> {
  const folder = temporaryFolder();
  const end = await runProcess('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: process.cwd(),
  });
  assert.equal(end.status, 'ended');
  assert.equal(end.exitCode, 0, end.stderr);
  const [packed = ''] = readdirSync(folder);
  const tarball = readFileSync(join(folder, packed));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
  const { name, version } = manifest;
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host ?? ''}`;
    const dist = { tarball: `${url}/${packed}`, integrity };
    switch (request.url) {
      case `/${name}`:
        response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            name,
            'dist-tags': { latest: version },
            versions: { [version]: { ...manifest, dist } },
          }),
        );
        break;
      case `/${packed}`:
        response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarball);
        break;
      default:
        response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const home = temporaryFolder();
  mkdirSync(join(home, 'cache'));
  return {
    env: {
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(home, 'cache'),
      npm_config_update_notifier: 'false',
    },
    version,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
