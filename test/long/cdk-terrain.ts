import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../runner/run-process';
import { STEPS } from '../../core/journey/steps';
import { sampleInput } from '../support/deployments';
import { bootstrapBackend } from '../support/run-roles';
import { temporaryFolder } from '../support/temporary-folder';

/** CDK Terrain under CDKTF's names: what a project writes into its package.json to change over. */
const ALIASES = {
  cdktf: 'npm:cdktn@0.24.0',
  '@cdktf/provider-aws': 'npm:@cdktn/provider-aws@25.7.0',
  constructs: '>=10.6.0 <10.8.0',
};

/** Runs the built app in a folder, with the packages that this folder has. */
async function synthesize(folder: string, throughStep: number): Promise<string> {
  const outdir = join(folder, `cdktf.out-${throughStep}`);
  const end = await runProcess(process.execPath, [join(folder, 'main.js')], {
    cwd: folder,
    env: {
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTEXT_JSON: JSON.stringify({
        fsxLustreKms: { ...sampleInput(), backend: bootstrapBackend(), throughStep },
      }),
    },
  });
  assert.equal(end.status, 'ended');
  assert.equal(end.exitCode, 0, end.stderr);
  return outdir;
}

/** The Terraform of each stack, by name. */
function stacksIn(outdir: string): Record<string, unknown> {
  const folder = join(outdir, 'stacks');
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(join(folder, name, 'cdk.tf.json'), 'utf8')) as unknown]),
  );
}

interface Noted {
  '//': { metadata: { version: string } };
  terraform: { backend?: { local: { path: string } }; required_providers: { aws: { source: string } } };
}

/** What differs, as documented: the version that CDKTF notes, and the provider's source, which it names in full. */
function withoutDifferences(stacks: Record<string, unknown>, folder: string) {
  return Object.fromEntries(
    Object.entries(stacks).map(([name, stack]) => {
      const text = JSON.stringify(stack).replaceAll(folder, '');
      const { '//': noted, terraform, ...rest } = JSON.parse(text) as Noted;
      const { version: _, ...metadata } = noted.metadata;
      const { source: __, ...aws } = terraform.required_providers.aws;
      return [
        name,
        { ...rest, noted: { ...noted, metadata }, terraform: { ...terraform, required_providers: { aws } } },
      ];
    }),
  );
}

const sourcesOf = (stacks: Record<string, unknown>) => [
  ...new Set(Object.values(stacks).map((stack) => (stack as Noted).terraform.required_providers.aws.source)),
];

/**
 * Needs the npm registry: 490 MB. The library runs with Node.js 20; the command `cdktn` needs 22 and is not run here.
 */
describe('CDK Terrain in the place of CDKTF', function () {
  this.timeout(10 * 60_000);
  let terrain = '';
  let cdktf = '';

  before(async () => {
    [terrain, cdktf] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(terrain, 'package.json'), JSON.stringify({ private: true, dependencies: ALIASES }));
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
    const end = await runProcess('npm', install, { cwd: terrain });
    assert.ok(end.status === 'ended' && end.exitCode === 0, JSON.stringify(end));
    cpSync('dist/cdktf/main.js', join(terrain, 'main.js'));
    // The same bundle, beside this repository's own packages.
    writeFileSync(
      join(cdktf, 'main.js'),
      `require(${JSON.stringify(join(process.cwd(), 'dist', 'cdktf', 'main.js'))});`,
    );
  });

  for (const { number } of STEPS) {
    it(`step ${number}: the same Terraform, but for the provider's source`, async () => {
      const [was, is] = [await synthesize(cdktf, number), await synthesize(terrain, number)].map(stacksIn);
      assert.ok(was && is);
      assert.deepEqual(withoutDifferences(is, terrain), withoutDifferences(was, cdktf));
      assert.deepEqual([sourcesOf(was), sourcesOf(is)], [['aws'], ['hashicorp/aws']]);
    });
  }
});
