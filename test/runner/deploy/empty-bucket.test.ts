import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountAccess } from '../../../runner/accounts/access';
import { emptyBucket, type DeletedCounts } from '../../../runner/deploy/empty-bucket';

/** One object version or delete marker of the made-up bucket. */
interface Version {
  key: string;
  id: string;
  isMarker?: boolean;
  isKept?: boolean;
}

/** S3 with one bucket that lists two versions a page, and the two calls that empty it. */
async function startS3(versions: Version[]) {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://s3');
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      requests.push(`${request.method ?? ''} ${url.pathname}`);
      const send = (status: number, xml: string) => {
        response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
      };
      if (url.pathname !== '/data' && url.pathname !== '/data/') {
        send(
          404,
          '<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>',
        );
      } else if (request.method === 'POST') {
        const named = [...body.matchAll(/<Key>(.*?)<\/Key><VersionId>(.*?)<\/VersionId>/g)].map(
          ([, key, id]) => versions.find((version) => version.key === key && version.id === id),
        );
        const errors = named.filter((version) => version?.isKept);
        for (const version of named) {
          if (version && !version.isKept) versions.splice(versions.indexOf(version), 1);
        }
        send(
          200,
          `<DeleteResult>${errors.map((version) => `<Error><Key>${version?.key ?? ''}</Key><VersionId>${version?.id ?? ''}</VersionId><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`).join('')}</DeleteResult>`,
        );
      } else {
        const after = url.searchParams.get('version-id-marker') ?? '';
        const left = versions.filter(({ id }) => id > after);
        const page = left.slice(0, 2);
        const last = page.at(-1);
        send(
          200,
          `<ListVersionsResult><IsTruncated>${String(left.length > 2)}</IsTruncated><NextKeyMarker>${last?.key ?? ''}</NextKeyMarker><NextVersionIdMarker>${last?.id ?? ''}</NextVersionIdMarker>${page
            .map(({ key, id, isMarker }) => {
              const name = isMarker ? 'DeleteMarker' : 'Version';
              return `<${name}><Key>${key}</Key><VersionId>${id}</VersionId></${name}>`;
            })
            .join('')}</ListVersionsResult>`,
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const access: AccountAccess = {
    account: 'bucket',
    id: '222222222222',
    region: 'us-east-1',
    credentials: () => Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b' }),
    endpointOf: () => `http://127.0.0.1:${port}`,
    forcePathStyle: true,
  };
  return {
    access,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const MANY: Version[] = [
  { key: 'a', id: '1' },
  { key: 'a', id: '2', isMarker: true },
  { key: 'b', id: '3' },
  { key: 'c', id: '4' },
  { key: 'd', id: '5', isMarker: true },
];

describe('emptyBucket', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  afterEach(() => {
    s3.close();
  });

  it('deletes all versions and delete markers, page by page, and says how far it is', async () => {
    const versions = [...MANY];
    s3 = await startS3(versions);
    const progress: DeletedCounts[] = [];
    const end = await emptyBucket(s3.access, 'data', undefined, (deleted) => progress.push(deleted));
    assert.deepEqual(end, { status: 'emptied', deleted: { versions: 3, deleteMarkers: 2 } });
    assert.deepEqual(progress, [
      { versions: 1, deleteMarkers: 1 },
      { versions: 3, deleteMarkers: 1 },
      { versions: 3, deleteMarkers: 2 },
    ]);
    assert.deepEqual(versions, []);
  });

  it('goes on after a version that cannot be deleted, and tells it', async () => {
    const versions = MANY.map((version) => ({ ...version, isKept: version.id === '2' }));
    s3 = await startS3(versions);
    assert.deepEqual(await emptyBucket(s3.access, 'data'), {
      status: 'failed',
      deleted: { versions: 3, deleteMarkers: 1 },
      message: '1 version of data could not be deleted: a: AccessDenied: Access Denied',
      errors: [{ key: 'a', versionId: '2', code: 'AccessDenied', message: 'Access Denied' }],
    });
  });

  it('has nothing to do in an empty bucket, or without one', async () => {
    s3 = await startS3([]);
    const deleted = { versions: 0, deleteMarkers: 0 };
    assert.deepEqual(await emptyBucket(s3.access, 'data'), { status: 'emptied', deleted });
    assert.deepEqual(await emptyBucket(s3.access, 'gone'), { status: 'missing', deleted });
    assert.ok(!s3.requests.some((request) => request.startsWith('POST')));
  });

  it('stops between two pages when it is cancelled, with what is deleted so far', async () => {
    const versions = [...MANY];
    s3 = await startS3(versions);
    const cancel = new AbortController();
    const end = await emptyBucket(s3.access, 'data', cancel.signal, () => {
      cancel.abort();
    });
    assert.deepEqual(end, { status: 'cancelled', deleted: { versions: 1, deleteMarkers: 1 } });
    assert.equal(versions.length, 3);
  });
});
