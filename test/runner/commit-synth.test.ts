import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACCOUNTS } from '../../core/journey/steps';
import { commitStacks, type CommitOptions } from '../../runner/commit-synth';
import { needs } from '../support/requirements';
import { bootstrapBackend } from '../support/run-roles';
import { synthesizeSample } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';

const NAMES = ['account-a-file-system', 'account-b-bucket', 'account-c-key'];
const LOCK = `provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
  hashes = [
    "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
  ]
}
`;

/** Stacks of a deployment, as `synthesize` gives them. */
function synthesized(changes: Parameters<typeof synthesizeSample>[0] = { backend: bootstrapBackend() }) {
  const { outdir, folder } = synthesizeSample(changes);
  const stacks = readdirSync(join(outdir, 'stacks')).map((name) => ({
    name,
    terraformFile: join(outdir, 'stacks', name, 'cdk.tf.json'),
  }));
  return { stacks, folder };
}

/** A folder in which every stack has a lock file that fits, so that Terraform is not needed. */
function lockedTarget(): string {
  const target = join(temporaryFolder(), 'terraform');
  for (const name of NAMES) {
    mkdirSync(join(target, name), { recursive: true });
    writeFileSync(join(target, name, '.terraform.lock.hcl'), LOCK);
  }
  return target;
}

async function commit(options: Partial<CommitOptions> & { target: string }, input = synthesized()) {
  return commitStacks(input.stacks, { machinePaths: [input.folder], ...options });
}

describe('committing what is synthesized', function () {
  this.timeout(60_000);

  it('writes each stack, the same each time, and leaves the bootstrap stacks out', async () => {
    const target = lockedTarget();
    const first = await commit({ target });
    assert.equal(first.status, 'done');
    assert.deepEqual(
      first.written,
      NAMES.map((name) => join(target, name, 'cdk.tf.json')),
    );
    assert.deepEqual(
      first.leftOut,
      NAMES.map((name) => `${name}-bootstrap`),
    );
    const again = await commit({ target });
    assert.deepEqual(again.status === 'done' && again.written, []);
    assert.equal((await commit({ target, check: true })).status, 'done');
  });

  it('writes nothing that tells where it was made', async () => {
    const target = lockedTarget();
    const input = synthesized();
    await commit({ target }, input);
    for (const name of NAMES) {
      const text = readFileSync(join(target, name, 'cdk.tf.json'), 'utf8');
      assert.doesNotMatch(text, /metadata"|\.tfstate|0\.21/);
      assert.ok(!text.includes(dirname(input.folder)), name);
    }
  });

  it('a check says which file is stale, and where it first differs', async () => {
    const target = lockedTarget();
    await commit({ target });
    const stale = join(target, 'account-c-key', 'cdk.tf.json');
    const text = readFileSync(stale, 'utf8');
    writeFileSync(stale, text.replace('"deletion_window_in_days": 30', '"deletion_window_in_days": 7'));
    rmSync(join(target, 'account-b-bucket', 'cdk.tf.json'));
    rmSync(join(target, 'account-a-file-system', '.terraform.lock.hcl'));
    const line = text.split('\n').findIndex((one) => one.includes('deletion_window')) + 1;
    assert.deepEqual(await commit({ target, check: true }), {
      status: 'stale',
      files: [
        { path: join(target, 'account-a-file-system', '.terraform.lock.hcl'), problem: 'is missing' },
        { path: join(target, 'account-b-bucket', 'cdk.tf.json'), problem: 'is missing' },
        {
          path: stale,
          difference: {
            line,
            found: '        "deletion_window_in_days": 7,',
            wanted: '        "deletion_window_in_days": 30,',
          },
        },
      ],
    });
  });

  it('a stack that is gone makes a check fail, and is never deleted', async () => {
    const target = lockedTarget();
    await commit({ target });
    const old = join(target, 'old', 'cdk.tf.json');
    mkdirSync(dirname(old));
    writeFileSync(old, '{}');
    const checked = await commit({ target, check: true });
    assert.deepEqual(checked, {
      status: 'stale',
      files: [{ path: old, problem: 'is of a stack that the app no longer has' }],
    });
    const written = await commit({ target });
    assert.deepEqual(written.status === 'done' && written.leftOver, [dirname(old)]);
    assert.equal(readFileSync(old, 'utf8'), '{}');
  });

  it('refuses stacks whose state is a file of this machine', async () => {
    const target = join(temporaryFolder(), 'terraform');
    const result = await commit({ target }, synthesized({}));
    assert.ok(result.status === 'failed');
    assert.match(result.message, /^The state of every stack is in a file of this machine/);
    assert.throws(() => readdirSync(target));
  });

  it('refuses a path of this machine, before anything is written', async () => {
    const target = lockedTarget();
    const input = synthesized({ backend: bootstrapBackend(), tags: { from: '/home/me/project/x' } });
    const result = await commit({ target, machinePaths: ['/home/me/project'] }, input);
    assert.deepEqual(result, {
      status: 'failed',
      message:
        'account-a-file-system has a path of this machine at provider.aws.0.default_tags.0.tags.from: "/home/me/project/x". Others who run what is committed do not have it; write a path below path.module, or none.',
    });
    assert.deepEqual(readdirSync(join(target, 'account-c-key')), ['.terraform.lock.hcl']);
  });

  it('makes lock files whose hashes Terraform computed, and keeps those that fit', async function () {
    needs(this, 'terraform', 'provider');
    const target = join(temporaryFolder(), 'terraform');
    const first = await commit({ target });
    assert.equal(first.status, 'done');
    assert.deepEqual(
      first.stacks.map(({ notLocked }) => notLocked),
      [undefined, undefined, undefined],
    );
    for (const { stack } of Object.values(ACCOUNTS)) {
      const lock = readFileSync(join(target, stack, '.terraform.lock.hcl'), 'utf8');
      assert.match(lock, /constraints = ">= 5\.100\.0, < 7\.0\.0"\n {2}hashes = \[\n {4}"h1:/);
    }
    assert.equal((await commit({ target, check: true })).status, 'done');
  });

  it('makes no lock file up where Terraform cannot be had, and says why', async () => {
    const target = join(temporaryFolder(), 'terraform');
    const path = process.env['PATH'];
    const input = synthesized();
    process.env['PATH'] = temporaryFolder();
    try {
      const result = await commit({ target }, input);
      assert.equal(result.status, 'done');
      for (const { notLocked, folder } of result.stacks) {
        assert.match(notLocked ?? '', /^terraform could not be started: /);
        assert.deepEqual(readdirSync(folder), ['cdk.tf.json']);
      }
    } finally {
      process.env['PATH'] = path;
    }
  });
});
