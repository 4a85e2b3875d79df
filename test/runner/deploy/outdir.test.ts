import assert from 'node:assert/strict';
import { outdirOf, stackFolderOf, targetEnvironment } from '../../../runner/deploy/outdir';

describe('outdirOf', () => {
  it('is the project’s own for AWS, and the sandbox’s for a sandbox', () => {
    const project = { folder: '/p', output: 'out' };
    assert.equal(outdirOf(project, { kind: 'aws' }), '/p/out');
    assert.equal(outdirOf({ folder: '/p', output: '/elsewhere' }, { kind: 'aws' }), '/elsewhere');
    assert.equal(outdirOf(project, { kind: 'sandbox', folder: '/s' }), '/s/cdktf.out');
    assert.equal(stackFolderOf('/p/out', 'key'), '/p/out/stacks/account-c-key');
  });

  it('never lets a variable of the shell send the stacks for AWS to a sandbox', () => {
    assert.deepEqual(targetEnvironment({ kind: 'aws' }), { FSX_LUSTRE_KMS_SANDBOX: '' });
    assert.deepEqual(targetEnvironment({ kind: 'sandbox', folder: '/s' }), { FSX_LUSTRE_KMS_SANDBOX: '/s' });
  });
});
