import assert from 'node:assert/strict';
import { readOutputs, stackOutputs } from '../../../runner/deploy/outputs';
import { fakeProject, withPath } from './fake-tools';

describe('stackOutputs', () => {
  it('starts nothing when nothing is deployed', async () => {
    const fake = fakeProject();
    assert.deepEqual(await stackOutputs(fake.run), { status: 'none' });
    assert.equal(await readOutputs(fake.run), undefined);
    assert.deepEqual(fake.calls(), []);
  });

  it('gives texts as they are and other values as JSON', async () => {
    const fake = fakeProject({
      output: { stdout: JSON.stringify({ a: { value: 'x', sensitive: true }, b: { value: { c: 1 } } }) },
    });
    fake.deployed();
    const outputs = await withPath(fake.path, () => readOutputs(fake.run));
    assert.deepEqual(outputs, { a: 'x', b: '{"c":1}' });
    assert.deepEqual(fake.calls(), [
      'terraform init -input=false -no-color',
      'terraform output -json -no-color',
    ]);
  });

  it('has none once all is destroyed', async () => {
    const fake = fakeProject({ output: { stdout: '{}' } });
    fake.deployed();
    assert.deepEqual(await withPath(fake.path, () => stackOutputs(fake.run)), { status: 'none' });
  });

  it('says why a state cannot be read', async () => {
    const fake = fakeProject({ init: { stderr: 'Error: Backend configuration changed', exit: 1 } });
    fake.deployed();
    const end = await withPath(fake.path, () => stackOutputs(fake.run));
    assert.equal(end.status === 'failed' && end.problem.kind, 'backend-changed');
    await assert.rejects(
      withPath(fake.path, () => readOutputs(fake.run)),
      /^Error: The state of account-c-key is to be kept in another place than it was\. To take/,
    );
  });
});
