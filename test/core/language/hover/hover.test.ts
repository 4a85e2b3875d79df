import assert from 'node:assert/strict';
import { code } from '../../../../core/language/hover/markdown';
import { ACTION_NOTES } from '../../../../core/facts/action-notes';
import { findAction } from '../../../../core/facts/actions';
import { actionCard } from '../../../../core/language/hover/action';
import { CONDITION_KEY_NOTES } from '../../../../core/facts/condition-key-notes';
import { conditionKeyCard } from '../../../../core/language/hover/condition-key';
import { BASE_OPERATORS } from '../../../../core/facts/condition-operators';
import { conditionOperatorCard } from '../../../../core/language/hover/condition-operator';
import { PAGES } from '../../../../core/facts/documentation';
import { GRANT_OPERATIONS } from '../../../../core/facts/generated/kms-enums';
import { grantOperationCard } from '../../../../core/language/hover/grant-operation';
import type { Reader } from '../../../../core/syntax/reader';
import { sharedReader } from '../../../support/reader';
import { hover, opened } from '../support';

const ROLE =
  'arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_';

const policy = (statement: string) => `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const use = (more: string) =>
  policy(`{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Resource": "*", ${more} }`);
const withCondition = (condition: string) =>
  use(`"Action": ["kms:Decrypt", "kms:CreateGrant"], "Condition": { ${condition} }`);

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** What is marked. */
  readonly token: string;
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a condition key that some actions of the statement carry',
    path: 'policy.json',
    text: withCondition('"ForAllValues:StringEquals": { "kms:Grant|Operations": ["Decrypt"] }'),
    token: 'kms:GrantOperations',
    says: [
      '**`kms:GrantOperations`** · condition key, String, several values',
      '- Carried by `kms:CreateGrant`\n',
      '- In this statement: `kms:Decrypt` ✗ never, `kms:CreateGrant` ✓\n',
      '- Example: `Decrypt`\n',
      '**Watch out:** It has several values',
      `[AWS KMS condition keys](${PAGES.kmsConditionKeys.url})`,
    ],
  },
  {
    name: 'a condition key of all services',
    path: 'policy.json',
    text: withCondition('"ArnLike": { "aws:Principal|Arn": "x" }'),
    token: 'aws:PrincipalArn',
    says: ['condition key, ARN, one value', 'requests of every service', PAGES.globalConditionKeys.url],
  },
  {
    name: 'an encryption context',
    path: 'policy.json',
    text: withCondition('"StringLike": { "kms:EncryptionContext|:aws:s3:arn": "x" }'),
    token: 'kms:EncryptionContext:aws:s3:arn',
    says: ['With a Bucket Key the value is the bucket ARN', '10 actions of KMS'],
  },
  {
    name: 'an operator',
    path: 'policy.json',
    text: withCondition('"String|Equals": { "kms:CallerAccount": "111122223333" }'),
    token: 'StringEquals',
    says: [
      'Compares text.',
      '- Case counts\n',
      '`*` and `?` mean themselves: for wildcards use `StringLike`',
      'Key absent from the request: it does not hold',
      PAGES.conditionOperators.url,
    ],
  },
  {
    name: 'a set operator',
    path: 'policy.json',
    text: withCondition('"ForAll|Values:StringLike": { "kms:GrantOperations": ["Decrypt"] }'),
    token: 'ForAllValues:StringLike',
    says: [
      'Every value of the request must pass',
      'Key absent from the request: it holds',
      'In an Allow it lets requests without the key pass',
      PAGES.setOperators.url,
    ],
  },
  {
    name: 'a negated operator',
    path: 'policy.json',
    text: withCondition('"String|NotLike": { "kms:ViaService": "s3.*" }'),
    token: 'StringNotLike',
    says: ['none of them may match', 'a Deny then hits requests that do not carry the key'],
  },
  {
    name: 'an action',
    path: 'policy.json',
    text: use('"Action": ["kms:Dec|rypt"]'),
    token: 'kms:Decrypt',
    says: [
      '**`kms:Decrypt`** · action, Write',
      '- On key\n',
      '- Can be allowed to another account\n',
      '- Grant operation: `Decrypt`',
      PAGES.kmsActions.url,
    ],
  },
  {
    name: 'an action that no other account can have',
    path: 'policy.json',
    text: use('"Action": "kms:PutKey|Policy"'),
    token: 'kms:PutKeyPolicy',
    says: ['action, Permissions management', 'In the account of the key only'],
  },
  {
    name: 'a pattern of actions',
    path: 'policy.json',
    text: use('"Action": "kms:ReEn|crypt*"'),
    token: 'kms:ReEncrypt*',
    says: ['Covers `kms:ReEncryptFrom`, `kms:ReEncryptTo`.'],
  },
  {
    name: 'a role of one file system',
    path: 'policy.json',
    text: use('"Action": "kms:Decrypt"').replace('"111122223333"', `"${ROLE}|fs-0123456789abcdef0"`),
    token: `${ROLE}fs-0123456789abcdef0`,
    says: [
      '**`AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0`** · service-linked role',
      '- Account `111122223333`',
      'FSx makes it when a bucket is linked',
      'nobody else can assume it',
      'Its policy cannot be edited',
      PAGES.serviceLinkedRoles.url,
    ],
  },
  {
    name: 'the pattern of roles of file systems',
    path: 'policy.json',
    text: withCondition(`"ArnLike": { "aws:PrincipalArn": "${ROLE}|*" }`),
    token: `${ROLE}*`,
    says: ['**`AWSServiceRoleForFSxS3Access_*`**', 'a principal must be one role'],
  },
  {
    name: 'the role of FSx itself',
    path: 'policy.json',
    text: use('"Action": "kms:Decrypt"').replace(
      '"111122223333"',
      '"arn:aws:iam::111122223333:role/aws-service-role/fsx.amazonaws.com/AWSServiceRole|ForAmazonFSx"',
    ),
    token: 'arn:aws:iam::111122223333:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx',
    says: ['It reads and writes no bucket'],
  },
  {
    name: 'a value of kms:ViaService',
    path: 'policy.json',
    text: withCondition('"StringEquals": { "kms:ViaService": "fsx.us-|west-2.amazonaws.com" }'),
    token: 'fsx.us-west-2.amazonaws.com',
    says: ['Requests that come through Amazon FSx in `us-west-2`.', 'not for objects of a linked bucket'],
  },
  {
    name: 'a grant operation in a condition',
    path: 'policy.json',
    text: withCondition('"ForAllValues:StringEquals": { "kms:GrantOperations": ["Generate|DataKey"] }'),
    token: 'GenerateDataKey',
    says: ['**`GenerateDataKey`** · grant operation', "that a file system's role needs"],
  },
  {
    name: 'a grant operation, HCL',
    path: 'main.tf',
    text: 'resource "aws_kms_grant" "g" {\n  operations = ["Get|PublicKey"]\n}\n',
    token: 'GetPublicKey',
    says: ['- On an asymmetric key for encryption, an asymmetric key for signing', PAGES.grants.url],
  },
  {
    name: 'a role with references, HCL',
    path: 'main.tf',
    text: `resource "aws_kms_grant" "g" {\n  grantee_principal = "${ROLE}|\${aws_fsx_lustre_file_system.f.id}"\n}\n`,
    token: `${ROLE}\${aws_fsx_lustre_file_system.f.id}`,
    says: ['**`AWSServiceRoleForFSxS3Access_${…}`**'],
  },
  {
    name: 'a condition of a policy document, HCL',
    path: 'main.tf',
    text: `data "aws_iam_policy_document" "d" {
  statement {
    actions = ["kms:DescribeKey"]
    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext|:aws:s3:arn"
      values   = ["x"]
    }
  }
}
`,
    token: 'kms:EncryptionContext:aws:s3:arn',
    says: ['In this statement: `kms:DescribeKey` ✗ never'],
  },
  {
    name: 'a deployment type without a key of its own, HCL',
    path: 'main.tf',
    text: 'resource "aws_fsx_lustre_file_system" "f" {\n  deployment_type = "SCRATCH|_2"\n}\n',
    token: 'SCRATCH_2',
    says: [
      '**`SCRATCH_2`** · deployment type',
      '- SSD: 1200 GiB or multiples of 2400 GiB\n',
      '`kms_key_id` is refused',
      'no key shows in `describe-file-systems`',
      'In transit: encrypted by itself',
    ],
  },
  {
    name: 'a deployment type, TypeScript',
    path: 'main.ts',
    text: "import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';\nnew FsxLustreFileSystem(this, 'f', { deploymentType: 'PERSIST|ENT_1' });\n",
    token: 'PERSISTENT_1',
    says: [
      '- HDD: multiples of 6000 GiB; multiples of 1800 GiB; 12, 40 MB/s per TiB\n',
      'your own symmetric KMS key',
    ],
  },
  {
    name: 'a storage type, Terraform JSON',
    path: 'main.tf.json',
    text: '{ "resource": { "aws_fsx_lustre_file_system": { "f": { "storage_type": "HD|D" } } } }',
    token: 'HDD',
    says: ['- With `PERSISTENT_1`\n', PAGES.deploymentOptions.url],
  },
  {
    name: 'an algorithm of default encryption, HCL',
    path: 'main.tf',
    text: `resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES|256"
    }
  }
}
`,
    token: 'AES256',
    says: ['SSE-S3', 'A KMS key that stands beside it is not used.'],
  },
];

describe('hover', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  for (const { name, path, text, token, says } of CASES) {
    it(`tells of ${name}`, () => {
      const found = hover(reader, { [path]: text });
      assert.ok(found, 'there is a hover');
      const { start, end } = found.range;
      assert.equal(opened(reader, { [path]: text }).text.slice(start, end), token);
      for (const part of says) assert.ok(found.markdown.includes(part), `${part}\n in \n${found.markdown}`);
    });
  }

  const nothing: readonly (readonly [name: string, path: string, text: string])[] = [
    ['an action that does not exist', 'policy.json', use('"Action": "kms:No|ne"')],
    [
      'an operator that does not exist',
      'policy.json',
      withCondition('"String|Is": { "kms:ViaService": "x" }'),
    ],
    ['a key of another service', 'policy.json', withCondition('"StringEquals": { "ec2:Reg|ion": "x" }')],
    ['an effect', 'policy.json', use('"Action": "kms:Decrypt"').replace('Allow', 'All|ow')],
    [
      'a role of the user',
      'policy.json',
      use('"Action": "kms:Decrypt"').replace('"111122223333"', '"arn:aws:iam::111122223333:role/ad|min"'),
    ],
    ['a description', 'main.tf', 'resource "aws_kms_key" "k" {\n  description = "Dec|rypt"\n}\n'],
    ['the space between', 'policy.json', use('"Action":| "kms:Decrypt"')],
  ];
  for (const [name, path, text] of nothing) {
    it(`says nothing of ${name}`, () => {
      assert.equal(hover(reader, { [path]: text }), undefined);
    });
  }

  it('has a card for everything that has a note, and each ends with a page of AWS', () => {
    const cards = [
      ...Object.keys(ACTION_NOTES).map((name) => [name, actionCard(name)]),
      ...Object.keys(CONDITION_KEY_NOTES).map((name) => [
        name,
        conditionKeyCard(name.replace(/\$\{\w+\}/, 'x')),
      ]),
      ...BASE_OPERATORS.map(({ name }) => [name, conditionOperatorCard(name)]),
      ...GRANT_OPERATIONS.map((name) => [name, grantOperationCard(name)]),
    ];
    for (const [name, card] of cards) {
      if (name?.startsWith('iam:') === true) continue;
      assert.match(card ?? '', /\]\(https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\)$/, name);
    }
  });

  it('has notes on actions that exist only', () => {
    for (const name of Object.keys(ACTION_NOTES)) assert.equal(findAction(name)?.name, name);
  });
});

describe('text of a file in a hover', () => {
  const cases: readonly (readonly [text: string, expected: string])[] = [
    ['kms:Decrypt', '`kms:Decrypt`'],
    ['a` [x](command:evil) `b', "`a' [x](command:evil) 'b`"],
    ['a\n\n# heading', '`a # heading`'],
    ['', '` `'],
    ['x'.repeat(200), `\`${'x'.repeat(160)}…\``],
  ];
  for (const [text, expected] of cases) {
    it(`stays in its code span: ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(code(text), expected);
    });
  }

  it('of an ARN and of a statement cannot leave it', async () => {
    const evil = 'x`](command:evil) ![i](https://e.x)';
    const reader = await sharedReader();
    const role = hover(reader, {
      'policy.json': use('"Action": "kms:Decrypt"').replace('"111122223333"', `"${ROLE}|fs-${evil}"`),
    });
    const key = hover(reader, {
      'policy.json': withCondition(`"StringLike": { "kms:EncryptionContext:|${evil}": "x" }`),
    });
    for (const found of [role, key]) {
      assert.ok(found);
      // What is left when the code spans are taken out are our own words.
      assert.doesNotMatch(found.markdown.replace(/`[^`\n]*`/g, ''), /command:|e\.x/);
    }
  });
});
