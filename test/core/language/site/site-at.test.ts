import assert from 'node:assert/strict';
import { siteAt } from '../../../../core/language/site/site-at';
import type { Site } from '../../../../core/language/site/site';
import { createModel } from '../../../../core/model/model';
import { createProject } from '../../../../core/syntax/project';
import type { Reader } from '../../../../core/syntax/reader';
import { sharedReader } from '../../../support/reader';
import { opened } from '../support';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333", "444455556666"] },
      "Action": ["kms:Decrypt", "kms:DescribeKey"],
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:ViaService": "s3.us-west-2.amazonaws.com", "kms:CallerAccount": ["1"] } }
    }
  ]
}`;
const DOCUMENT = `data "aws_iam_policy_document" "d" {
  statement {
    effect    = "Deny"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["111122223333"]
    }
    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["s3.*"]
    }
  }
}
`;
const RESOURCES = `resource "aws_kms_grant" "g" {
  operations = ["Decrypt", "DescribeKey"]
}
resource "aws_fsx_lustre_file_system" "f" {
  deployment_type = "PERSISTENT_2"
  metadata_configuration {
    mode = "AUTOMATIC"
  }
}
`;
const SCRIPT = `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
const statement = { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: '*' };
new KmsKey(this, 'k', { policy: JSON.stringify({ Statement: [statement] }), keyUsage: 'ENCRYPT_DECRYPT' });
new KmsGrant(this, 'g', { operations: ['Encrypt'] });
`;
const IN_TERRAFORM_JSON = JSON.stringify({ resource: { aws_kms_key: { k: { policy: POLICY } } } });

/** A site in a few words: what it is, its text, and what belongs to it. */
function words(site: Site | undefined, text: string): string {
  if (!site) return 'nothing';
  const token = text.slice(site.range.start, site.range.end);
  switch (site.kind) {
    case 'policy-element':
      return `policy-element ${token}`;
    case 'element':
      return `element ${token} of a ${site.level}`;
    case 'attribute':
    case 'attribute-name':
      return `${site.kind} ${[site.located.resource.type, ...site.path].join('.')} ${token} beside ${site.siblings.join()}`;
    default:
      return [
        `${site.kind} ${token}`,
        site.principalType,
        site.operator,
        site.conditionKeys.join(),
        site.siblings.join(),
      ]
        .filter((part) => part !== undefined && part !== '')
        .join(', ');
  }
}

describe('site', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  const cases: readonly (readonly [path: string, text: string, at: string, expected: string])[] = [
    ['p.json', POLICY, '"Ver|sion"', 'policy-element Version'],
    ['p.json', POLICY, '"|Statement"', 'policy-element Statement'],
    ['p.json', POLICY, '"Sid|"', 'element Sid of a statement'],
    ['p.json', POLICY, '"Cond|ition"', 'element Condition of a statement'],
    ['p.json', POLICY, '"O|ne"', 'nothing'],
    ['p.json', POLICY, '"All|ow"', 'effect Allow'],
    ['p.json', POLICY, '"AW|S"', 'principal-type AWS'],
    ['p.json', POLICY, '"1111|22223333"', 'principal 111122223333, AWS, 444455556666'],
    ['p.json', POLICY, '"kms:Dec|rypt"', 'action kms:Decrypt, kms:DescribeKey'],
    ['p.json', POLICY, '"*|"', 'resource *'],
    ['p.json', POLICY, '"String|Equals"', 'operator StringEquals, kms:ViaService,kms:CallerAccount'],
    ['p.json', POLICY, '"kms:Via|Service"', 'condition-key kms:ViaService, StringEquals, kms:CallerAccount'],
    [
      'p.json',
      POLICY,
      '"s3.|us-west-2.amazonaws.com"',
      'condition-value s3.us-west-2.amazonaws.com, StringEquals, kms:ViaService',
    ],
    ['p.json', POLICY, '"1|"', 'condition-value 1, StringEquals, kms:CallerAccount'],
    ['p.json', POLICY, '"2012|-10-17"', 'nothing'],
    ['p.json', POLICY, '|"Version"', 'nothing'],
    ['cdk.tf.json', IN_TERRAFORM_JSON, '\\"kms:Dec|rypt\\"', 'action kms:Decrypt, kms:DescribeKey'],
    [
      'cdk.tf.json',
      IN_TERRAFORM_JSON,
      '\\"kms:Via|Service\\"',
      'condition-key kms:ViaService, StringEquals, kms:CallerAccount',
    ],
    ['cdk.tf.json', IN_TERRAFORM_JSON, '"pol|icy"', 'attribute-name aws_kms_key policy beside '],
    ['main.tf', DOCUMENT, 'eff|ect ', 'element effect of a document-statement'],
    ['main.tf', DOCUMENT, 'ty|pe ', 'element type of a document-principals'],
    ['main.tf', DOCUMENT, 'te|st ', 'element test of a document-condition'],
    ['main.tf', DOCUMENT, '"De|ny"', 'effect Deny'],
    ['main.tf', DOCUMENT, '"kms:Decrypt|"', 'action kms:Decrypt'],
    ['main.tf', DOCUMENT, '"AW|S"', 'principal-type AWS'],
    ['main.tf', DOCUMENT, '"1111|22223333"', 'principal 111122223333, AWS'],
    ['main.tf', DOCUMENT, '"String|Like"', 'operator StringLike, kms:ViaService'],
    ['main.tf', DOCUMENT, '"kms:Via|Service"', 'condition-key kms:ViaService, StringLike'],
    ['main.tf', DOCUMENT, '"s3|.*"', 'condition-value s3.*, StringLike, kms:ViaService'],
    ['main.tf', RESOURCES, '"Dec|rypt"', 'attribute aws_kms_grant.operations Decrypt beside DescribeKey'],
    ['main.tf', RESOURCES, 'operat|ions', 'attribute-name aws_kms_grant operations beside '],
    [
      'main.tf',
      RESOURCES,
      '"AUTO|MATIC"',
      'attribute aws_fsx_lustre_file_system.metadata_configuration.mode AUTOMATIC beside ',
    ],
    ['main.ts', SCRIPT, "'kms:|Decrypt'", 'action kms:Decrypt'],
    ['main.ts', SCRIPT, 'Res|ource:', 'element Resource of a statement'],
    ['main.ts', SCRIPT, "'ENCRYPT|_DECRYPT'", 'attribute aws_kms_key.key_usage ENCRYPT_DECRYPT beside '],
    ['main.ts', SCRIPT, "'Enc|rypt'", 'attribute aws_kms_grant.operations Encrypt beside '],
  ];
  for (const [path, text, at, expected] of cases) {
    it(`at ${at} of ${path}: ${expected}`, () => {
      const marked = text.replace(at.replace('|', ''), () => at);
      const { offset } = opened(reader, { [path]: marked });
      const file = reader.read({ path, text });
      assert.ok(file);
      assert.equal(words(siteAt(createModel(createProject([file])), path, offset), text), expected);
    });
  }

  it('is nothing in rules that are not AWS policies', () => {
    const text = '{ "Statement": [{ "Priority": 1, "Name": "x", "Action": "allow" }] }';
    const file = reader.read({ path: 'firewall.json', text });
    assert.ok(file);
    assert.equal(
      siteAt(createModel(createProject([file])), 'firewall.json', text.indexOf('allow')),
      undefined,
    );
  });

  it('is nothing under names that every object has', () => {
    const cases = {
      'p.json':
        '{ "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "constructor": "here" }] }',
      'main.tf': 'data "aws_iam_policy_document" "d" {\n  statement {\n    constructor = "here"\n  }\n}\n',
    };
    for (const [path, text] of Object.entries(cases)) {
      const file = reader.read({ path, text });
      assert.ok(file);
      assert.equal(siteAt(createModel(createProject([file])), path, text.indexOf('here')), undefined);
    }
  });

  it('is nothing in a plan', () => {
    const text = JSON.stringify({ format_version: '1.2', planned_values: {}, Statement: 'x' });
    const file = reader.read({ path: 'plan.json', text });
    assert.ok(file);
    assert.equal(
      siteAt(createModel(createProject([file])), 'plan.json', text.indexOf('Statement')),
      undefined,
    );
  });
});
