import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { snakeCase, terraformType } from '../../../core/syntax/typescript/names';

const LIBRARY = join(__dirname, '../../../node_modules/@cdktf/provider-aws/lib');
/** What rules look at, and a few with numbers and capitals in their names. */
const MODULES =
  /^(data-aws-)?(kms|fsx|s3|iam|vpc|security-group|cloudwatch-log|caller|region|partition|ssm|ec2|subnet|instance|wafv2|route53)/;

describe('names of the AWS provider', () => {
  const wrong: string[] = [];
  let count = 0;
  for (const module of readdirSync(LIBRARY).filter((name) => MODULES.test(name))) {
    const file = join(LIBRARY, module, 'index.d.ts');
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const className = /export declare class (\w+) extends cdktf\.Terraform(?:Resource|DataSource)/.exec(
      text,
    )?.[1];
    const type = /static readonly tfResourceType = "(\w+)"/.exec(text)?.[1];
    if (className === undefined || type === undefined) continue;
    count++;
    const found = terraformType(className);
    const kind = module.startsWith('data-aws-') ? 'data' : 'resource';
    if (found?.type !== type || found.kind !== kind)
      wrong.push(`${className}: ${type}, not ${found?.type ?? '?'}`);
  }

  it('are those that its constructs have', () => {
    assert(count > 200, `only ${count} constructs found`);
    assert.deepEqual(wrong, []);
  });

  for (const [name, is] of [
    ['enableKeyRotation', 'enable_key_rotation'],
    ['batchImportMetaDataOnCreate', 'batch_import_meta_data_on_create'],
    ['ipv6CidrBlocks', 'ipv6_cidr_blocks'],
    ['s3', 's3'],
    ['kms_key_id', 'kms_key_id'],
  ] as const) {
    it(`${name} is ${is}`, () => {
      assert.equal(snakeCase(name), is);
    });
  }
});
