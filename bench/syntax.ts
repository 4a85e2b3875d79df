import { jsonComments } from '../core/syntax/json';
import { createParsers } from '../core/syntax/parsers';
import { Reader } from '../core/syntax/reader';
import { wholeText } from '../core/syntax/text-map';
import { readGrammars } from '../runner/grammars';

/** What one thing takes, once everything is warm. */
export interface Measurement {
  readonly name: string;
  readonly medianMs: number;
  readonly bestMs: number;
}

const KEY_POLICY_BYTES = 32_768;
const SCRIPT_LINES = 2000;

/** Reading times: a key policy as large as KMS takes it, and a long TypeScript file, cold and after an edit. */
export async function measureSyntax(): Promise<Measurement[]> {
  const reader = new Reader(await createParsers(await readGrammars()));
  const policy = keyPolicy();
  const script = typeScript();
  const hcl = terraform();
  const document = reader.open({ path: 'main.ts', text: script });
  const middle = script.indexOf('Decrypt', script.length / 2);
  const measurements = [
    measure(`key policy, ${kibibytes(policy)}`, 100, () =>
      reader.read({ path: 'policy.json', text: policy }),
    ),
    measure(`its comments`, 100, () => jsonComments(wholeText(policy))),
    measure(`Terraform, ${kibibytes(hcl)}`, 10, () => reader.read({ path: 'main.tf', text: hcl })),
    measure(`TypeScript, ${SCRIPT_LINES} lines, ${kibibytes(script)}, cold`, 10, () =>
      reader.read({ path: 'main.ts', text: script }),
    ),
    measure('the same after an edit', 100, (run) =>
      document.edit([{ start: middle, end: middle + (run % 2), text: run % 2 === 0 ? 'x' : '' }]),
    ),
  ];
  document.dispose();
  return measurements;
}

function measure(name: string, runs: number, run: (index: number) => unknown): Measurement {
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    run(index);
    times.push(performance.now() - start);
  }
  const sorted = times.slice(Math.floor(runs / 10)).sort((a, b) => a - b);
  return { name, medianMs: sorted[sorted.length >> 1] ?? 0, bestMs: sorted[0] ?? 0 };
}

function kibibytes(text: string): string {
  return `${Math.round(text.length / 1024)} KB`;
}

/** A key policy of many statements, all of them right, just below KMS's limit. */
export function keyPolicy(): string {
  const statement = (index: number) => ({
    Sid: `FileSystem${index}`,
    Effect: 'Allow',
    Principal: { AWS: ['arn:aws:iam::111122223333:root', `arn:aws:iam::111122223333:role/reader-${index}`] },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': '111122223333' },
      StringLike: {
        'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::b-${index}`, `arn:aws:s3:::b-${index}/*`],
      },
    },
  });
  const statements: unknown[] = [
    {
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::333344445555:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ];
  let text = '';
  for (let index = 0; ; index++) {
    statements.push(statement(index));
    const longer = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
    if (longer.length > KEY_POLICY_BYTES) return text;
    text = longer;
  }
}

/** A stack of keys and grants in one constructor. */
export function typeScript(): string {
  const head = `import { Construct } from 'constructs';
import { TerraformStack } from 'cdktf';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';

/** The account that the file systems are in. */
const ACCOUNT = '111122223333';

export class Stack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
`.split('\n');
  const lines = [...head];
  const room = SCRIPT_LINES - 2 - keyAndGrant(0).length;
  for (let index = 0; lines.length <= room; index++) lines.push(...keyAndGrant(index));
  while (lines.length < SCRIPT_LINES - 2) lines.push('    // Nothing more.');
  return [...lines, '  }', '}', ''].join('\n');
}

function keyAndGrant(index: number): string[] {
  return `    // Key ${index}: what the uploader in account B writes through Amazon S3 is encrypted with it; the file system's role in account A reads it by the grant below, never by this policy alone.
    // The bucket's own ARN stands beside its objects': with Bucket Keys on, the encryption context is the bucket's, and with them off it is the object's, so both are named here.
    const key${index} = new KmsKey(this, 'key-${index}', {
      description: \`Key number ${index} of account \${ACCOUNT}, for the buckets that file systems are linked to\`,
      enableKeyRotation: true, rotationPeriodInDays: 365, deletionWindowInDays: 30, multiRegion: false, isEnabled: true,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Sid: 'Admin', Effect: 'Allow', Principal: { AWS: \`arn:aws:iam::\${ACCOUNT}:root\` }, Action: 'kms:*', Resource: '*' },
          {
            Sid: 'FileSystemThroughAmazonS3',
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::222233334444:root', \`arn:aws:iam::\${ACCOUNT}:role/uploader-${index}\`] },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
            Resource: '*', // a key policy's resource is its own key, whatever else stands here: AWS documents the star as the usual form
            Condition: {
              StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': ['222233334444', ACCOUNT] },
              StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::bucket-${index}', 'arn:aws:s3:::bucket-${index}/*'] },
              ArnLike: { 'aws:PrincipalArn': \`arn:aws:iam::\${ACCOUNT}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*\` },
              Bool: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'true' }, // what S3 sends along
            },
          },
        ],
      }),
      tags: { Name: 'key-${index}', CostCenter: 'storage', ManagedBy: 'cdktf' },
    });

    new KmsGrant(this, 'grant-${index}', {
      name: 'grant-${index}',
      keyId: key${index}.arn,
      retiringPrincipal: \`arn:aws:iam::\${ACCOUNT}:role/retiring-${index}\`,
      granteePrincipal: \`arn:aws:iam::\${ACCOUNT}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef${index % 10}\`,
      operations: ['Decrypt', 'GenerateDataKey', 'DescribeKey', 'ReEncryptFrom', 'ReEncryptTo'],
    });
`.split('\n');
}

/** The same kind of thing in Terraform's language. */
export function terraform(): string {
  const blocks = Array.from(
    { length: 50 },
    (_, index) => `resource "aws_kms_key" "k${index}" {
  description = "Key number ${index} of account \${local.account}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Administration"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::\${local.account}:root" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
    }]
  })
}

resource "aws_kms_grant" "g${index}" {
  key_id            = aws_kms_key.k${index}.arn
  grantee_principal = "arn:aws:iam::\${local.account}:role/reader-${index}"
  operations        = ["Decrypt", "GenerateDataKey"]
}
`,
  );
  return `locals {\n  account = "111122223333"\n}\n\n${blocks.join('\n')}`;
}

/** Times of the readers on a key policy, TypeScript cold and after an edit, and HCL. */
export async function benchSyntax(print: (line: string) => void): Promise<void> {
  for (const { name, medianMs, bestMs } of await measureSyntax()) {
    print(`reader: ${name}: ${medianMs.toFixed(2)} ms (best ${bestMs.toFixed(2)} ms)`);
  }
}
