import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterHsmEvent, hsmStateLine, needsArchive, type HsmEvent } from '../../../sandbox/lustre/hsm';
import { testFiles } from './support/doubles';

describe('lustre: the HSM state of a file', () => {
  const CASES: [flags: number, event: HsmEvent, after: number | undefined][] = [
    [0x0, 'imported', 0xd],
    [0xb, 'imported', 0xd],
    [0x10, 'imported', 0x1d],
    [0x0, 'written', 0x0],
    [0x9, 'written', 0xb],
    [0xb, 'written', 0xb],
    [0xd, 'written', 0xb],
    [0x0, 'archived', 0x9],
    [0xb, 'archived', 0x9],
    [0x9, 'archived', 0x9],
    [0xd, 'archived', undefined],
    [0x20, 'archived', undefined],
    [0x9, 'release', 0xd],
    [0xd, 'release', 0xd],
    [0x0, 'release', undefined],
    [0xb, 'release', undefined],
    [0x19, 'release', undefined],
    [0xd, 'restored', 0x9],
    [0x9, 'restored', undefined],
    [0x9, 'removed', 0x0],
    [0xb, 'removed', 0x0],
    [0xd, 'removed', undefined],
  ];
  for (const [flags, event, after] of CASES) {
    it(`0x${flags.toString(16)} ${event}: ${after === undefined ? 'refused' : `0x${after.toString(16)}`}`, () => {
      assert.equal(afterHsmEvent(flags, event), after);
    });
  }

  const LINES: [flags: number, line: string][] = [
    [0x0, 'f: (0x00000000)'],
    [0x9, 'f: (0x00000009) exists archived, archive_id:1'],
    [0xb, 'f: (0x0000000b) exists dirty archived, archive_id:1'],
    [0xd, 'f: (0x0000000d) released exists archived, archive_id:1'],
    [0x10, 'f: (0x00000010) never_release'],
    [0x61, 'f: (0x00000061) exists never_archive lost_from_hsm, archive_id:1'],
  ];
  for (const [flags, line] of LINES) {
    it(`prints ${line}`, () => {
      assert.equal(hsmStateLine('f', flags), line);
    });
  }

  it('asks for an archive where the bucket has no copy, or an old one', () => {
    assert.deepEqual([0x0, 0x1, 0x9, 0xb, 0xd].map(needsArchive), [true, true, false, true, false]);
  });

  const STEPS = ['write', 'append', 'archive', 'release', 'restore', 'read', 'removeCopy'] as const;
  type Step = (typeof STEPS)[number] | 'allow' | 'deny';

  it('agrees with a model, whatever is done and whatever S3 refuses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Step>(...STEPS, 'allow', 'deny'), { maxLength: 25 }),
        async (steps) => {
          const { files, bucket } = await testFiles();
          // What the file system has, what the bucket has, and whether S3 lets the role be.
          let local: string | undefined = '';
          let remote: string | undefined;
          let isAllowed = true;
          await files.write('/f', Buffer.from(''), false);
          for (const [index, step] of steps.entries()) {
            const before: number = files.flags('/f') ?? 0;
            switch (step) {
              case 'allow':
              case 'deny':
                isAllowed = step === 'allow';
                bucket.reads = isAllowed;
                bucket.writes = isAllowed;
                break;
              case 'write':
                local = String(index);
                await files.write('/f', Buffer.from(local), false);
                break;
              case 'append': {
                const { status } = await files.write('/f', Buffer.from('+'), true);
                const had: string | undefined = local ?? (isAllowed ? remote : undefined);
                assert.equal(status, had === undefined ? 'failed' : 'ok');
                if (had !== undefined) local = `${had}+`;
                break;
              }
              case 'archive':
                assert.equal((await files.archive('/f')).status, 'ok');
                if (isAllowed && local !== undefined) remote = local;
                break;
              case 'release': {
                const { status } = await files.release('/f');
                const isSafe: boolean =
                  local === undefined || (remote !== undefined && (before & 0xa) === 0x8);
                assert.equal(status, isSafe ? 'ok' : 'failed');
                if (isSafe) local = undefined;
                break;
              }
              case 'restore':
                assert.equal((await files.restore('/f')).status, 'ok');
                if (isAllowed) local ??= remote;
                break;
              case 'read': {
                const read = await files.read('/f');
                if (isAllowed) local ??= remote;
                assert.deepEqual(
                  read.status === 'ok' ? read.content.toString() : read.errno,
                  local ?? 'ENODATA',
                );
                break;
              }
              case 'removeCopy': {
                const { status } = await files.removeCopy('/f');
                assert.equal(status, local === undefined ? 'failed' : 'ok');
                if (local !== undefined && isAllowed) remote = undefined;
                break;
              }
            }
            const flags: number = files.flags('/f') ?? -1;
            assert.equal((flags & 0x4) !== 0, local === undefined, `${step}: released`);
            assert.equal(bucket.objects.get('f')?.toString(), remote, `${step}: the bucket`);
            // Archived and not dirty means that the bucket has it; it is never said of what was refused.
            if ((flags & 0xe) === 0x8) assert.equal(remote, local, `${step}: 0x${flags.toString(16)}`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
