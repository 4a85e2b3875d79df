import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyOf, linkOf, parseDataRepositoryPath, targetOf, type Link } from '../../../sandbox/lustre/link';
import { attributesOf, metadataOf } from '../../../sandbox/lustre/posix-metadata';
import { isLogged, LOG_LEVELS_OF } from '../../../sandbox/lustre/repository-log';
import { testFiles, WHOLE_BUCKET } from './support/doubles';

const ALL = ['NEW', 'CHANGED', 'DELETED'] as const;
const data: Link = { ...WHOLE_BUCKET, id: 'data', path: '/data', prefix: 'in/' };

describe('lustre: names between bucket and file system', () => {
  const TARGETS: [link: Link, key: string, path: string | undefined][] = [
    [WHOLE_BUCKET, 'a.txt', '/a.txt'],
    [WHOLE_BUCKET, 'a/b/', '/a/b'],
    [data, 'in/a.txt', '/data/a.txt'],
    [data, 'other/a.txt', undefined],
    [data, 'in/', undefined],
    [WHOLE_BUCKET, '', undefined],
    [WHOLE_BUCKET, '/a', undefined],
    [WHOLE_BUCKET, 'a//b', undefined],
    [WHOLE_BUCKET, 'a/../b', undefined],
    [WHOLE_BUCKET, './a', undefined],
    [WHOLE_BUCKET, 'x'.repeat(256), undefined],
    [WHOLE_BUCKET, '__proto__', '/__proto__'],
  ];
  for (const [link, key, path] of TARGETS) {
    it(`${link.path} ${key.slice(0, 20)}: ${path ?? 'is no POSIX path'}`, () => {
      assert.equal(targetOf(link, key)?.path, path);
    });
  }

  it('leads from a file to its key and back', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9 ._-]{1,20}$/).filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(fc.constantFrom(WHOLE_BUCKET, data), fc.array(name, { minLength: 1 }), (link, names) => {
        const path = `${link.path === '/' ? '' : link.path}/${names.join('/')}`;
        assert.deepEqual(targetOf(link, keyOf(link, path)), { kind: 'file', path });
        assert.equal(linkOf([link], path), link);
      }),
    );
  });

  const PLACES: [path: string, place: { bucket: string; prefix: string } | undefined][] = [
    ['s3://bucket', { bucket: 'bucket', prefix: '' }],
    ['s3://bucket/', { bucket: 'bucket', prefix: '' }],
    ['s3://bucket/a/b', { bucket: 'bucket', prefix: 'a/b/' }],
    ['s3://bucket/a/', { bucket: 'bucket', prefix: 'a/' }],
    ['s3:/bucket', undefined],
    ['s3://', undefined],
    ['S3://bucket', undefined],
    ['s3://Bucket/', undefined],
  ];
  for (const [path, place] of PLACES) {
    it(`reads ${path}`, () => {
      assert.deepEqual(parseDataRepositoryPath(path), place);
    });
  }

  it('keeps attributes in the metadata of objects, and reads them again', () => {
    const node = {
      kind: 'file',
      id: 'x',
      size: 1,
      flags: 0,
      mode: 0o640,
      uid: 1000,
      gid: 4294967294,
      mtime: '2026-02-03T04:05:06.000Z',
    } as const;
    assert.deepEqual(metadataOf(node), {
      'user-agent': 'aws-fsx-lustre',
      'file-permissions': '0100640',
      'file-owner': '1000',
      'file-group': '4294967294',
      'file-atime': '1770091506000000000ns',
      'file-mtime': '1770091506000000000ns',
    });
    const { mode, uid, gid, mtime } = node;
    assert.deepEqual(attributesOf(metadataOf(node)), { mode, uid, gid, mtime });
    const nonsense = { 'file-permissions': 'rwx', 'file-owner': '-1', 'file-group': '', 'file-mtime': '1e9' };
    assert.deepEqual(attributesOf(nonsense), {});
    assert.deepEqual(attributesOf({ 'file-mtime': '1770091506000' }), { mtime });
  });

  it('logs what the level has', () => {
    const error = { code: 'S3ExportAccessDenied', bucket: 'b', key: 'k' } as const;
    const warning = { code: 'S3ExportLocalObjectNotMatchDra', bucket: '', key: '' } as const;
    const levels = Object.keys(LOG_LEVELS_OF) as (keyof typeof LOG_LEVELS_OF)[];
    assert.deepEqual(
      levels.map((level) => [level, isLogged(error, level), isLogged(warning, level)]),
      [
        ['DISABLED', false, false],
        ['WARN_ONLY', false, true],
        ['ERROR_ONLY', true, false],
        ['WARN_ERROR', true, true],
      ],
    );
  });
});

describe('lustre: what is imported', () => {
  it('is names; the contents come when they are read', async () => {
    const { files, bucket } = await testFiles();
    bucket.objects.set('a/b.txt', Buffer.from('content'));
    assert.deepEqual(await files.import(WHOLE_BUCKET, ALL), { status: 'done' });
    assert.deepEqual([files.list('/'), files.list('/a'), files.flags('/a/b.txt')], [['a'], ['b.txt'], 0xd]);
    assert.equal(files.stat('/a/b.txt')?.size, 7);
    assert.deepEqual(await files.read('/a/b.txt'), { status: 'ok', content: Buffer.from('content') });
    assert.equal(files.flags('/a/b.txt'), 0x9);
  });

  it('is what the events say, and nothing comes back later', async () => {
    const { files, bucket } = await testFiles();
    bucket.objects.set('old', Buffer.from('1'));
    await files.import(WHOLE_BUCKET, ALL);
    bucket.objects.set('new', Buffer.from('1'));
    bucket.objects.set('old', Buffer.from('22'));
    await files.import(WHOLE_BUCKET, ['DELETED']);
    assert.deepEqual([files.list('/'), files.stat('/old')?.size], [['old'], 1]);
    bucket.objects.delete('old');
    await files.import(WHOLE_BUCKET, ALL);
    assert.deepEqual(files.list('/'), []);
  });

  it('is nothing that this file system exported or removed itself', async () => {
    const { files, bucket } = await testFiles();
    bucket.objects.set('there', Buffer.from('1'));
    await files.import(WHOLE_BUCKET, ALL);
    await files.write('/own', Buffer.from('2'), false);
    await files.archive('/own');
    await files.remove('/there');
    await files.import(WHOLE_BUCKET, ALL);
    assert.deepEqual([files.list('/'), files.flags('/own')], [['own'], 0x9]);
    assert.deepEqual([...bucket.objects.keys()].sort(), ['own', 'there']);
  });

  it('leaves out what is no POSIX path, and what stands in the way, and says so', async () => {
    const { files, bucket, events } = await testFiles();
    for (const key of ['a', 'a/b', 'x//y', 'fine']) bucket.objects.set(key, Buffer.from(key));
    await files.import(WHOLE_BUCKET, ALL);
    assert.deepEqual(files.list('/'), ['a', 'fine']);
    assert.deepEqual(
      events.map(({ code, key }) => [code, key]),
      [
        ['S3ImportObjectTypeMismatch', 'a/b'],
        ['S3ImportObjectPathNotPosixCompliant', 'x//y'],
      ],
    );
  });

  it('exports nothing that lies outside of every link', async () => {
    const { files, bucket, events } = await testFiles([data]);
    await files.write('/outside', Buffer.from('1'), false);
    assert.deepEqual(await files.archive('/outside'), { status: 'ok' });
    assert.deepEqual([files.flags('/outside'), bucket.objects.size], [0, 0]);
    assert.deepEqual(
      events.map(({ code }) => code),
      ['S3ExportLocalObjectNotMatchDra'],
    );
  });
});
