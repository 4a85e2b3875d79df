import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Linter } from '../../../core/lint/linter';
import { lint } from '../../../core/lint/lint';
import type { LintResult } from '../../../core/lint/result';
import { RULES } from '../../../core/rules/registry';
import { findingAt } from '../../../core/rules/finding';
import type { Rule } from '../../../core/rules/rule';
import type { Reader, SourceDocument } from '../../../core/syntax/reader';
import { STEPS, editsOf } from '../../support/edits';
import { sharedReader } from '../../support/reader';
import { SCRIPT } from '../../support/script';
import { ONE, brokenRule } from './support';

const RUNS = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 2000) / 50);

const TERRAFORM = `locals {
  account = "111122223333"
}
resource "aws_kms_key" "k" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::\${local.account}:root" }, Action = "kms:*", Resource = "*" },
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::222233334444:root" }, Action = ["kms:Decrypt"], Resource = "*" },
    ]
  })
}
resource "aws_kms_grant" "g" {
  key_id            = aws_kms_key.k.arn
  grantee_principal = "arn:aws:iam::222233334444:role/reader"
  operations        = ["Decrypt"]
}
`;
const POLICY = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
      { Effect: 'Allow', Principal: { AWS: '222233334444' }, Action: ['kms:Decrypt'], Resource: '*' },
    ],
  },
  null,
  2,
);

/** The script with two constants on lines of their own, and with nothing to find in its keys' policies. */
const TIDY = SCRIPT.replace(
  "const REGION = 'eu-west-1', SUFFIX = 'amazonaws.com';",
  "const REGION = 'eu-west-1';\nconst SUFFIX = 'amazonaws.com';",
)
  .replace('Resource: two.arn', "Resource: '*'")
  .replace('kms:Encryptt', 'kms:Encrypt');

/** A key's policy that refers to a bucket: the Region of the bucket says where the key is used. */
const WITH_BUCKET = `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
const bucket = new S3Bucket(stack, 'b', { region: 'eu-central-1' });
new KmsKey(stack, 'k', {
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
      {
        Effect: 'Allow', Principal: { AWS: '222233334444' }, Action: 'kms:Decrypt', Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com', 'kms:EncryptionContext:aws:s3:arn': bucket.arn } },
      },
    ],
  }),
});
`;

/** Replaces a text in a document, and lints it. */
function replaced(document: SourceDocument, linter: Linter, find: string, put: string): LintResult {
  const start = document.text.indexOf(find);
  assert(start >= 0, find);
  const file = document.edit([{ start, end: start + find.length, text: put }]);
  assert(file);
  return linter.lint([file]);
}

/** A rule that counts the policies that it is asked about. */
function countingRule(): { rule: Rule; take: () => number } {
  let count = 0;
  const rule: Rule = {
    ...ONE,
    meta: { ...ONE.meta, id: 'kms-count', perPolicy: true },
    *check({ policies }) {
      count += policies.length;
      yield* [];
    },
  };
  const take = () => {
    const taken = count;
    count = 0;
    return taken;
  };
  return { rule, take };
}

describe('a linter of files that are edited', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  /** Edits one place, and another policy has a finding, or has none any more. */
  const far: readonly {
    name: string;
    text: string;
    find: string;
    put: string;
    rule: string;
    marked: string;
  }[] = [
    {
      name: 'what a reference leads to',
      text: WITH_BUCKET,
      find: "region: 'eu-central-1'",
      put: "region: 'us-east-1'",
      rule: 'kms-via-service-region',
      marked: 'eu-central-1',
    },
    {
      name: "the Region of the provider, for a condition's value",
      text: TIDY,
      find: 'region: REGION, all',
      put: "region: 'us-east-1', all",
      rule: 'kms-via-service-region',
      marked: '${REGION}',
    },
    {
      name: 'a constant, for the texts that are made of it',
      text: TIDY,
      find: "const SUFFIX = 'amazonaws.com'",
      put: "const SUFFIX = 'amazonaws.com.cn'",
      rule: 'kms-via-service',
      marked: '${SUFFIX}',
    },
    {
      name: 'a policy document, for the key that has it',
      text: TIDY,
      find: "actions: ['kms:*']",
      put: "actions: ['kms:*', 'kms:Decrypd']",
      rule: 'iam-action-unknown',
      marked: 'kms:Decrypd',
    },
  ];
  for (const { name, text, find, put, rule, marked } of far) {
    it(`sees ${name}`, () => {
      // Beside all of the others, and alone: another rule may have had the policy looked at again.
      for (const rules of [RULES, RULES.filter(({ meta }) => meta.id === rule)]) {
        const document = reader.open({ path: 'main.ts', text });
        const linter = new Linter({ rules });
        assert(document.file);
        const before = linter.lint([document.file]);
        assert(!before.findings.some((finding) => finding.rule === rule));
        const result = replaced(document, linter, find, put);
        document.dispose();
        assert.deepEqual(result, lint([document.file], { rules }));
        const found = result.findings.filter((finding) => finding.rule === rule);
        const marks = found.map(({ start, end }) => document.text.slice(start, end));
        assert.deepEqual([...new Set(marks)], [marked]);
      }
    });
  }

  it('looks again at the policies alone that an edit may have changed', () => {
    const { rule, take } = countingRule();
    const document = reader.open({ path: 'main.ts', text: TIDY });
    const linter = new Linter({ rules: [rule] });
    assert(document.file);
    linter.lint([document.file]);
    const policies = take();
    assert.equal(policies, 5);
    replaced(document, linter, "'g1', keyId", "'g0', keyId");
    // The document that stands in no construct is read anew each time.
    assert.equal(take(), 1);
    replaced(document, linter, "'kms:Decrypt', 'kms:GenerateDataKey'", "'kms:Decrypt'");
    assert.equal(take(), 2);
    replaced(document, linter, 'allowedAccountIds: [ACCOUNT]', 'allowedAccountIds: []');
    assert.equal(take(), policies);
    replaced(document, linter, "'g0', keyId: one.arn", "'g0', keyId: one.");
    assert.equal(take(), policies, 'a file with syntax errors');
    document.dispose();
  });

  it('looks again at a policy in which something was found', () => {
    const document = reader.open({
      path: 'main.ts',
      text: TIDY.replace("'kms:Decrypt', 'kms:Gen", "'kms:Decrypd', 'kms:Gen"),
    });
    const linter = new Linter({ rules: RULES });
    assert(document.file);
    const before = linter.lint([document.file]).findings.length;
    const after = replaced(document, linter, "'g1', keyId", "  'g1', keyId");
    document.dispose();
    assert.equal(after.findings.length, before);
  });

  it('looks again where a rule has read the file as such', () => {
    const readsText: Rule = {
      ...ONE,
      meta: { ...ONE.meta, perPolicy: true },
      *check({ policies }) {
        for (const { file, node } of policies) {
          if (file.text.includes('in use')) yield findingAt(file, node, 'The file says so.');
        }
      },
    };
    const document = reader.open({ path: 'main.ts', text: TIDY });
    const linter = new Linter({ rules: [readsText] });
    assert(document.file);
    assert.equal(linter.lint([document.file]).findings.length, 0);
    assert.equal(replaced(document, linter, 'Who uses the keys', 'The keys are in use').findings.length, 5);
    document.dispose();
  });

  it('tells of a rule that breaks what it had found until then', () => {
    const perPolicy: Rule = { ...brokenRule, meta: { ...brokenRule.meta, perPolicy: true } };
    const file = reader.read({ path: 'main.ts', text: TIDY });
    assert(file);
    const options = { rules: [perPolicy] };
    const result = new Linter(options).lint([file]);
    assert.equal(result.failures.length, 1);
    assert.deepEqual(result, lint([file], options));
  });

  it('finds what lint finds, after any edits, in every language', () => {
    const inputs = [
      { path: 'main.ts', text: SCRIPT },
      { path: 'main.ts', text: TIDY },
      { path: 'main.tf', text: TERRAFORM },
      { path: 'policy.json', text: POLICY },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...inputs), STEPS, fc.boolean(), (input, steps, skips) => {
        const document = reader.open(input);
        const linter = new Linter({ rules: RULES });
        if (document.file) linter.lint([document.file]);
        steps.forEach((step, index) => {
          const file = document.edit(editsOf(document.text, step));
          // An editor may lint once after several edits.
          if (!file || (skips && index % 2 === 0)) return;
          assert.deepEqual(linter.lint([file]), lint([file], { rules: RULES }));
        });
        document.dispose();
      }),
      { numRuns: RUNS },
    );
  });

  it('finds what lint finds in several files, of which one is edited', () => {
    const others = [
      { path: 'main.tf', text: TERRAFORM },
      { path: 'policy.json', text: POLICY },
    ].flatMap((input) => reader.read(input) ?? []);
    fc.assert(
      fc.property(STEPS, (steps) => {
        const document = reader.open({ path: 'main.ts', text: TIDY });
        const linter = new Linter({ rules: RULES });
        for (const step of steps) {
          const file = document.edit(editsOf(document.text, step));
          const files = [...others, ...(file ? [file] : [])];
          assert.deepEqual(linter.lint(files), lint(files, { rules: RULES }));
        }
        document.dispose();
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });
});
