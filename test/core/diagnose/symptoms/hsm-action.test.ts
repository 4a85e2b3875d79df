import assert from 'node:assert/strict';
import { diagnoseText } from '../../../../core/diagnose/diagnose';

const DECRYPT =
  "aws cloudtrail lookup-events --region '<REGION>' --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt";
const BUCKET_POLICY = "aws s3api get-bucket-policy --bucket '<BUCKET_NAME>'";
const LOADING =
  'The content is being loaded from the bucket, as it should be after a read of a released file or lfs hsm_restore.';
const RELEASED =
  '/fsx/a is archived and not dirty (0x0000000d), and released: the file system has no content of it, and loads it from the bucket when it is read.';
const OBJECT = "aws s3api head-object --bucket '<BUCKET_NAME>' --key '<OBJECT_KEY>'";

describe('what lfs hsm_action shows', () => {
  const CASES: [text: string, sure: string[], commands: string[]][] = [
    [
      '/fsx/a: RESTORE running (512 bytes moved)',
      [`/fsx/a: RESTORE is going on, 512 bytes so far. ${LOADING}`],
      ['lfs hsm_action /fsx/a', DECRYPT, BUCKET_POLICY],
    ],
    [
      '/fsx/a: RESTORE running',
      [`/fsx/a: RESTORE is going on. ${LOADING}`],
      ['lfs hsm_action /fsx/a', DECRYPT, BUCKET_POLICY],
    ],
    ['/fsx/a: RESTORE done', ['/fsx/a: RESTORE is done. The content is on the file system.'], []],
    ['/fsx/a: ARCHIVE done', ['/fsx/a: ARCHIVE is done.'], ['lfs hsm_state /fsx/a']],
    [
      '/fsx/a: RELEASE unknown',
      ['/fsx/a: RELEASE is in a state that lfs does not know.'],
      ['lfs hsm_state /fsx/a'],
    ],
    [
      '/fsx/a: RESTORE waiting',
      [
        '/fsx/a: RESTORE is waiting. The content is to be loaded from the bucket: a read of a released file or lfs hsm_restore starts that.',
      ],
      ['lfs hsm_action /fsx/a', DECRYPT, BUCKET_POLICY],
    ],
    // It is being loaded already: no read is asked for.
    [
      '/fsx/a: RESTORE running\n/fsx/a: (0x0000000d) released exists archived',
      [RELEASED, `/fsx/a: RESTORE is going on. ${LOADING}`],
      ['lfs hsm_action /fsx/a', DECRYPT, BUCKET_POLICY, OBJECT],
    ],
    // What they have in common is asked once.
    [
      '/fsx/a: RESTORE running\n/fsx/b: RESTORE running',
      [`/fsx/a: RESTORE is going on. ${LOADING}`, `/fsx/b: RESTORE is going on. ${LOADING}`],
      ['lfs hsm_action /fsx/a', DECRYPT, BUCKET_POLICY, 'lfs hsm_action /fsx/b'],
    ],
    ['/fsx/a: ARCHIVE running', ['/fsx/a: ARCHIVE is going on.'], ['lfs hsm_state /fsx/a']],
    ['/fsx/a: ARCHIVE waiting', ['/fsx/a: ARCHIVE is waiting.'], ['lfs hsm_state /fsx/a']],
    ['/fsx/a: RELEASE running', ['/fsx/a: RELEASE is going on.'], ['lfs hsm_state /fsx/a']],
    ['/fsx/a: REMOVE running', ['/fsx/a: REMOVE is going on.'], ['lfs hsm_state /fsx/a']],
    [
      '/fsx/a: NOOP\n/fsx/a: (0x0000000d) released exists archived',
      [RELEASED, '/fsx/a: nothing is going on (NOOP). It does not say that anything was done.'],
      ['cat /fsx/a', OBJECT],
    ],
  ];
  for (const [text, sure, commands] of CASES) {
    it(text, () => {
      const result = diagnoseText(text);
      assert.equal(result.status, 'nothing-broken');
      assert.deepEqual(result.sure, sure);
      assert.deepEqual(
        result.unsure.map(({ command }) => command),
        commands,
      );
    });
  }
});
