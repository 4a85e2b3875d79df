import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../runner/run-process';
import { cli } from '../support/cli';
import { needs, SARIF_VALIDATOR } from '../support/requirements';
import { temporaryFolder } from '../support/temporary-folder';

/** Configuration with findings of all three levels, related places and fixes. */
const MAIN = `resource "aws_fsx_lustre_file_system" "fs" {
  subnet_ids                  = ["subnet-0123456789abcdef0"]
  storage_capacity            = 3600
  deployment_type             = "PERSISTENT_2"
  per_unit_storage_throughput = 125
}
resource "aws_fsx_data_repository_association" "a" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data"
  data_repository_path = "s3://a/"
}
resource "aws_fsx_data_repository_association" "b" {
  file_system_id       = aws_fsx_lustre_file_system.fs.id
  file_system_path     = "/data/b"
  data_repository_path = "s3://b/"
}
resource "aws_kms_grant" "g" {
  key_id            = "alias/data"
  grantee_principal = "arn:aws:iam::111111111111:role/r"
  operations        = ["kms:Decrypt"]
}
`;

/** What the format's own validator finds: schema errors, and breaches of the specification's rules. */
async function validate(file: string): Promise<string[]> {
  chmodSync(SARIF_VALIDATOR, 0o755); // npm leaves it without, when install scripts are off.
  const end = await runProcess(SARIF_VALIDATOR, ['validate', file, '--level', 'Error;Warning'], {
    cwd: temporaryFolder(),
    env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  assert.equal(end.status, 'ended');
  assert.match(end.stdout, /1 files? scanned/, end.stdout + end.stderr);
  return end.stdout.split('\n').filter((line) => /: (error|warning) /.test(line));
}

describe('SARIF reports', function () {
  this.timeout(120_000);
  before(function () {
    needs(this, 'sarif');
  });

  it('the validator finds what is wrong with a report', async () => {
    const file = join(temporaryFolder(), 'wrong.sarif');
    writeFileSync(file, JSON.stringify({ version: '2.1.0', runs: [{ tool: {} }] }));
    assert.match((await validate(file)).join('\n'), /'driver' is missing/);
  });

  it('are valid by the schema and the rules of SARIF 2.1.0', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.tf'), MAIN);
    const { exitCode } = await cli(folder, 'lint', '--format', 'sarif', '--output', 'report.sarif');
    assert.equal(exitCode, 1);
    const report = JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8')) as {
      runs: { results: { level: string }[] }[];
    };
    const levels = new Set(report.runs[0]?.results.map(({ level }) => level));
    assert.ok(levels.has('error') && levels.has('note'), [...levels].join());
    assert.deepEqual(await validate(join(folder, 'report.sarif')), []);
  });
});
