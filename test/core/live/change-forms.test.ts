import assert from 'node:assert/strict';
import type { Change } from '../../../core/live/change';
import { diagnoseLive } from '../../../core/live/diagnosis';
import { liveText } from '../../../core/live/text';
import type { Reader } from '../../../core/syntax/reader';
import { sharedReader } from '../../support/reader';
import { compileErrors, formatted, hasTerraform } from '../diagnose/code';
import { FAULTY } from './faulty-evidence';

const CHANGES: readonly (readonly [fault: string, change: Change])[] = Object.entries(FAULTY).flatMap(
  ([fault, evidence]) =>
    (diagnoseLive(evidence).broken?.changes ?? []).map((change): [string, Change] => [fault, change]),
);

/** Texts of one language. */
function textsIn(way: 'terraform' | 'cdktf'): string[] {
  return CHANGES.flatMap(([, change]) => change[way] ?? []);
}

function shown(fault: string, as?: 'terraform' | 'cdktf' | 'cli'): string {
  const evidence = FAULTY[fault];
  assert.ok(evidence, fault);
  return liveText(diagnoseLive(evidence), { evidence, as });
}

describe('changes of live accounts in Terraform and CDKTF', function () {
  this.timeout(60_000);
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  it('are there for all that is a resource or a policy: a task is none', () => {
    const without = CHANGES.filter(([, { terraform, cdktf }]) => !terraform || !cdktf);
    assert.deepEqual(
      without.map(([fault, { command }]) => [fault, command?.split(' ').slice(0, 3).join(' ')]),
      [
        ['two denies of one name', 'aws s3api put-bucket-policy'],
        ['the association imports nothing', 'aws fsx create-data-repository-task'],
      ],
    );
    assert.equal(CHANGES.length, 17);
  });

  it('are well-formed HCL, formatted as terraform fmt has it', function () {
    if (!hasTerraform()) this.skip();
    for (const terraform of textsIn('terraform')) {
      assert.equal(reader.read({ path: 'main.tf', text: terraform })?.wellFormed, true, terraform);
      assert.equal(formatted(terraform), terraform);
    }
  });

  it('are TypeScript that compiles with the provider', () => {
    assert.deepEqual(compileErrors(textsIn('cdktf')), []);
  });

  const comments: [fault: string, lines: string[]][] = [
    [
      'a condition of the key policy is of another Region',
      [
        '# in the document of the policy of arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab: override_policy_documents = [data.aws_iam_policy_document.upload_through_s3.json]',
      ],
    ],
    [
      'a statement of the bucket policy is missing',
      [
        '# in the document of the policy of data: source_policy_documents = [data.aws_iam_policy_document.file_system_objects.json]',
      ],
    ],
    [
      'the bucket has no policy',
      [
        '# its statements go into the document of the policy of data:',
        '# there is none yet: this is the whole of it',
      ],
    ],
    [
      'a deny without a name hits the role',
      [
        '# its statements go into the document of the policy of data:',
        '# in place of Statement[3], which has no Sid',
      ],
    ],
    [
      'a deny without a name hits the role, and one with a name',
      [
        '# its statements go into the document of the policy of data:',
        '# in place of Statement[0] ("Guard")',
        '# in place of Statement[4], which has no Sid',
      ],
    ],
    [
      'a statement about a deleted role alone',
      [
        '# its statements go into the document of the policy of data:',
        '# without Statement[0] ("Readers"), which is about nobody who is there',
        '# the last one beside them',
      ],
    ],
    [
      'a statement about a deleted role, without a name, and one with a name',
      [
        '# its statements go into the document of the policy of data:',
        '# without Statement[0], which is about nobody who is there',
        '# in place of Statement[1] ("Readers")',
        '# the last one beside them',
      ],
    ],
    ['there is no grant', ['# with the provider of account A']],
    [
      'the bucket encrypts with a key of its own',
      ['# with the provider of account B; in the resource of the bucket, where there is one'],
    ],
  ];
  for (const [fault, lines] of comments) {
    it(`say where they go: ${fault}`, () => {
      const change = CHANGES.find(([one]) => one === fault)?.[1];
      const said = change?.terraform?.split('\n').filter((line) => line.startsWith('# '));
      assert.deepEqual(said, lines);
      const typescript = change?.cdktf?.split('\n').filter((line) => line.startsWith('// '));
      assert.deepEqual(
        typescript?.slice(1),
        lines.slice(1).map((line) => line.replace('#', '//')),
      );
    });
  }

  it('keep the version of a policy that is of an older one', () => {
    const change = CHANGES.find(([one]) => one === 'a statement of an older policy is missing')?.[1];
    assert.match(change?.terraform ?? '', / \{\n {2}version = "2008-10-17"\n\n {2}statement \{\n/);
    assert.match(change?.cdktf ?? '', /\n {2}version: '2008-10-17',\n {2}statement: \[\n/);
  });

  it('are not there where Terraform cannot have them, which is said beside the command', () => {
    const fault = 'two denies of one name';
    const change = CHANGES.find(([one]) => one === fault)?.[1];
    assert.deepEqual([change?.terraform, change?.cdktf], [undefined, undefined]);
    assert.match(
      shown(fault, 'terraform'),
      /\n {4}\(no Terraform for this; by the AWS CLI:\)\n {4}\$ aws s3api put-bucket-policy /,
    );
    assert.match(shown(fault, 'cdktf'), /\n {4}\(no CDKTF for this; by the AWS CLI:\)\n/);
    assert.doesNotMatch(shown(fault), /\(no /);
  });

  it('take the place of the command where they are asked for, and not the diff’s', () => {
    const fault = 'a statement of the bucket policy is missing';
    const [terraform, cdktf, cli] = (['terraform', 'cdktf', 'cli'] as const).map((as) => shown(fault, as));
    for (const text of [terraform, cdktf, cli])
      assert.match(text ?? '', /\n {4}\+ {6}"Sid": "FileSystemObjects",\n/);
    assert.match(terraform ?? '', /\n {4}data "aws_iam_policy_document" "file_system_objects" \{\n/);
    assert.match(
      cdktf ?? '',
      /\n {4}const fileSystemObjectsDocument = new DataAwsIamPolicyDocument\(this, 'file-system-objects', \{\n/,
    );
    assert.doesNotMatch(`${terraform}${cdktf}`, /put-bucket-policy|--policies DIR|--as/);
    assert.match(cli ?? '', /\$ aws s3api put-bucket-policy /);
    assert.doesNotMatch(cli ?? '', /aws_iam_policy_document|--as/);
  });

  it('name the file that has the policy whole, where there is one', () => {
    const evidence = FAULTY['a statement of the bucket policy is missing'];
    assert.ok(evidence);
    const text = liveText(diagnoseLive(evidence), { evidence, as: 'terraform', folder: 'changes' });
    assert.match(text, /\n {4}\}\n\n {4}\(changes\/bucket-policy\.json has the policy, whole\)\n/);
  });

  it('are named where nobody asked for a way, once', () => {
    const hint = 'For what a stack manages: --as terraform, or --as cdktf';
    const lines = shown('there is no grant, and nobody may create one').split('\n');
    assert.equal(lines.filter((line) => line === hint).length, 1);
  });

  it('leave what is no resource to its command', () => {
    assert.match(
      shown('the association imports nothing', 'terraform'),
      /\$ aws fsx create-data-repository-task /,
    );
  });
});
