import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainAt, type Explained } from '../../../../core/language/explain';
import { createModel } from '../../../../core/model/model';
import { createProject } from '../../../../core/syntax/project';
import type { Reader } from '../../../../core/syntax/reader';
import { sharedReader } from '../../../support/reader';
import {
  A,
  ADMIN,
  B,
  C,
  CREATE_GRANT,
  FILE_SYSTEM,
  foldersOf,
  root,
  UPLOAD,
  type Folder,
  type SetUp,
  type Statement,
} from './folders';
import { explainFiles, reportFor, type Report } from './explain-files';

const FS = 'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com';
const NAME = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const ROLE = `${FS}/${NAME}`;

describe('explain: why would this be denied?', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  const explain = (files: Readonly<Record<string, string>>, path: string, mark: string): Explained =>
    explainFiles(reader, files, path, mark);

  const explained = (folder: Folder, path: string, mark: string): Report =>
    reportFor(reader, folder.files, path, mark);

  const plain = (markdown: string) => markdown.replaceAll('\\', '').replace(/\[([^\]]*)\]\(ref:\d+\)/g, '$1');

  /** What is told apart: heading, then what begins with a word in bold. */
  const outline = ({ markdown }: Report) =>
    markdown
      .split('\n')
      .filter((line) => /^(### (?!What|Names)|\*\*)/.test(line))
      .map(plain);

  /** The headings alone. */
  const headings = (report: Report) => outline(report).filter((line) => line.startsWith('###'));

  /** What the references point at. */
  const places = ({ references }: Report, files: Readonly<Record<string, string>>) =>
    references.map(({ path, start, end, label }) => `${label}: ${(files[path] ?? '').slice(start, end)}`);

  /** The same test for a set-up in each of the four languages, or those that have what is asked for. */
  const inEach = (
    name: string,
    setUp: SetUp,
    test: (folder: Folder) => void,
    languages: readonly string[] = ['JSON', 'Terraform JSON', 'HCL', 'TypeScript'],
  ) => {
    for (const folder of foldersOf(setUp).filter(({ language }) => languages.includes(language))) {
      it(`${name}, ${folder.language}`, () => {
        test(folder);
      });
    }
  };
  const TERRAFORM = ['Terraform JSON', 'HCL', 'TypeScript'];

  inEach(
    "the FSx guide's key policy does its part, and a grant is missing",
    { key: [ADMIN, FILE_SYSTEM] },
    (folder) => {
      const report = explained(folder, folder.keyPolicy, 'FileSystem');
      const isPlain = folder.language === 'JSON';
      const who = `${isPlain ? 'a' : 'the'} file system of account ${A}`;
      assert.deepEqual(outline(report), [
        '**Without this statement:** all denied as well (no Allow in key policy, identity policies).',
        `### ✗ Denied: ${who} reads and exports (\`kms:Decrypt\`, \`kms:GenerateDataKey\`)`,
        `**To allow it:** Give \`${NAME}\` of account ${A} a grant on the key with Decrypt and GenerateDataKey, created by account ${A} (\`aws_kms_grant\` in its Terraform). With that it is allowed.`,
      ]);
      assert.match(
        report.markdown,
        /\(ref:0\) applies to this request, and its Allow is not what is missing\./,
      );
      assert.match(
        report.markdown,
        /Grants on the key: none is in these files\. One that is made elsewhere would count\./,
      );
      const holder = isPlain ? 'key-policy.json' : 'aws_kms_key.key';
      assert.equal(report.title, `Statement "FileSystem" of the policy of ${holder}`);
    },
  );

  inEach(
    'with a grant that can be created the same reads are allowed',
    { key: [ADMIN, FILE_SYSTEM, CREATE_GRANT], grant: ['Decrypt', 'GenerateDataKey'] },
    (folder) => {
      const report = explained(folder, folder.keyPolicy, 'FileSystem');
      assert.deepEqual(outline(report), [
        '**Without this statement:** nothing changes.',
        `### ✓ Allowed: the file system of account ${A} reads and exports (\`kms:Decrypt\`, \`kms:GenerateDataKey\`)`,
      ]);
    },
    TERRAFORM,
  );

  inEach(
    'taking the CreateGrant statement away takes the grant with it',
    { key: [ADMIN, CREATE_GRANT], grant: ['Decrypt'] },
    (folder) => {
      assert.deepEqual(outline(explained(folder, folder.keyPolicy, 'CreateGrant')), [
        `### ✓ Allowed: an administrator of account ${A} creates the grant aws_kms_grant.fsx (\`kms:CreateGrant\`)`,
        '**Without this statement:** denied (no Allow in key policy).',
      ]);
    },
    TERRAFORM,
  );

  inEach(
    'a grant is asked about itself: what it gives, what it lacks',
    { key: [ADMIN, CREATE_GRANT], grant: ['Decrypt'] },
    (folder) => {
      const report = explained(folder, folder.grant ?? '', 'operations');
      assert.deepEqual(
        outline(report).filter((line) => /^(###|\*\*Without)/.test(line)),
        [
          `### ✓ Allowed: an administrator of account ${A} creates this grant (\`kms:CreateGrant\`)`,
          `### ✓ Allowed: the file system of account ${A} reads an object of the bucket genomics-data (\`kms:Decrypt\`)`,
          '**Without this grant:** denied (no Allow in key policy, identity policies).',
          `### ✗ Denied: the file system of account ${A} exports an object to the bucket genomics-data (\`kms:GenerateDataKey\`)`,
          '**Without this grant:** denied as well (no Allow in key policy, identity policies).',
        ],
      );
      assert.match(
        report.markdown,
        /does not help: its operations \(Decrypt\) do not cover `kms:GenerateDataKey`\./,
      );
      assert.equal(report.title, 'Grant aws_kms_grant.fsx');
    },
    TERRAFORM,
  );

  inEach(
    'a grant that nobody may create does not count, and says so',
    { key: [ADMIN, FILE_SYSTEM], grant: ['Decrypt', 'GenerateDataKey'] },
    (folder) => {
      const report = explained(folder, folder.grant ?? '', 'operations');
      assert.deepEqual(headings(report), [
        `### ✗ Denied: an administrator of account ${A} creates this grant (\`kms:CreateGrant\`)`,
        `### ✗ Denied: the file system of account ${A} reads and exports (\`kms:Decrypt\`, \`kms:GenerateDataKey\`)`,
      ]);
      assert.match(report.markdown, /does not count: its creation is denied \(no Allow in key policy\)\./);
    },
    TERRAFORM,
  );

  inEach('ViaService of another Region', { key: [ADMIN, UPLOAD('eu-west-1')] }, (folder) => {
    const report = explained(folder, folder.keyPolicy, 'Upload');
    const bucket = folder.language === 'JSON' ? 'the bucket' : 'the bucket genomics-data';
    const heading = `### ✗ Denied: an administrator of account ${B} uploads to ${bucket} (\`kms:GenerateDataKey\`, \`kms:Decrypt\`)`;
    const lines = outline(report);
    assert.deepEqual(lines.slice(lines.indexOf(heading), lines.indexOf(heading) + 2), [
      heading,
      '**To allow it:** In this statement write `kms:ViaService` = `"s3.us-east-1.amazonaws.com"` instead of `"s3.eu-west-1.amazonaws.com"`. With that it is allowed.',
    ]);
    assert.match(
      report.markdown,
      /^\*\*\[This statement\]\(ref:0\) does not apply:\*\* its condition \[StringEquals kms:ViaService\]\(ref:1\) = `"s3\.eu-west-1\.amazonaws\.com"` fails: the request carries `"s3\.us-east-1\.amazonaws\.com"`\.$/m,
    );
    const condition = places(report, folder.files).find((place) => place.startsWith('condition'));
    assert.match(
      condition ?? '',
      /^condition StringEquals kms:ViaService: kms:ViaService\\?":\s*\\?"s3\.eu-west-1\.amazonaws\.com\\?"$/,
    );
  });

  inEach(
    'the same with the right Region is allowed, and hangs on the statement',
    { key: [ADMIN, UPLOAD('us-east-1')] },
    (folder) => {
      const report = explained(folder, folder.keyPolicy, 'Upload');
      assert.ok(
        headings(report).some((line) =>
          line.startsWith(`### ✓ Allowed: an administrator of account ${B} uploads to the bucket`),
        ),
      );
      // Beside the uploads a lone policy is asked about a file system: there the statement changes something else.
      const all = folder.language === 'JSON' ? '' : 'all ';
      assert.ok(
        outline(report).includes(`**Without this statement:** ${all}denied (no Allow in key policy).`),
      );
    },
  );

  const DENY: Statement = {
    Sid: 'OnlyOurs',
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': C } },
  };
  inEach(
    'a Deny that the file system runs into',
    { key: [ADMIN, CREATE_GRANT, DENY], grant: ['Decrypt', 'GenerateDataKey'] },
    (folder) => {
      const report = explained(folder, folder.keyPolicy, 'OnlyOurs');
      assert.deepEqual(outline(report).slice(0, 3), [
        `### ✗ Denied by a Deny: the file system of account ${A} reads an object of the bucket genomics-data (\`kms:Decrypt\`)`,
        `**To allow it:** Take the deny back for this caller, for example by ArnNotLike on \`aws:PrincipalArn\` with \`${ROLE}\`. With that it is allowed.`,
        '**Without this statement:** allowed (Allow in grants).',
      ]);
      assert.match(
        report.markdown,
        /denies `kms:Decrypt`: \[StringNotEquals aws:PrincipalAccount\]\(ref:1\) = `"333333333333"` holds \(the request carries `"111111111111"`\)\./,
      );
    },
    TERRAFORM,
  );

  inEach(
    'a bucket policy on the bucket alone lets the file system list and not read',
    {
      key: [ADMIN],
      bucket: [
        {
          Sid: 'Link',
          Effect: 'Allow',
          Principal: { AWS: root(A) },
          Action: ['s3:GetObject', 's3:ListBucket'],
          Resource: 'arn:aws:s3:::genomics-data',
        },
      ],
    },
    (folder) => {
      const report = explained(folder, folder.grant ?? '', 'Link');
      assert.deepEqual(headings(report), [
        `### ✓ Allowed: the file system of account ${A} lists the bucket genomics-data (\`s3:ListBucket\`)`,
        `### ✗ Denied: the file system of account ${A} reads an object of the bucket genomics-data (\`s3:GetObject\`)`,
        `### ✓ Allowed: an administrator of account ${A}, who links the file system, lists the bucket genomics-data (\`s3:ListBucket\`)`,
      ]);
      assert.match(report.markdown, /\[its Resource\]\(ref:\d\) is `"arn:aws:s3:::genomics-data"`/);
    },
    TERRAFORM,
  );

  inEach("what the owner's statement is for", { key: [ADMIN, FILE_SYSTEM] }, (folder) => {
    assert.deepEqual(outline(explained(folder, folder.keyPolicy, 'Admin')), [
      `### ✓ Allowed: an administrator of account ${C} changes the key policy (\`kms:PutKeyPolicy\`)`,
      '**Without this statement:** denied (no Allow in key policy).',
    ]);
  });

  const MANAGE: Statement = {
    Sid: 'Manage',
    Effect: 'Allow',
    Principal: { AWS: root(A) },
    Action: ['kms:RevokeGrant', 'kms:List*'],
    Resource: '*',
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  };
  inEach('actions that no step needs are asked about too', { key: [ADMIN, MANAGE] }, (folder) => {
    const lines = outline(explained(folder, folder.keyPolicy, 'Manage'));
    assert.deepEqual(lines.slice(0, 4), [
      '**This statement does not apply:** its condition Bool kms:GrantIsForAWSResource = `"true"` fails: the request does not carry that key.',
      '**Without this statement:** nothing changes.',
      `### ✗ Denied: an administrator of account ${A} sends this request to the key (\`kms:RevokeGrant\`)`,
      `**To allow it:** Allow \`kms:RevokeGrant\` on \`"*"\` to the account of \`arn:aws:iam::${A}:<administrator>\` in the key policy. With that it is allowed.`,
    ]);
  });

  it('follows an aws_iam_policy_document, to the statement and the condition', () => {
    const files = {
      'main.tf': `provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${C}"]
}

resource "aws_kms_key" "key" {
  policy = data.aws_iam_policy_document.key.json
}
`,
      'policy.tf': `data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Upload"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${root(B)}"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.eu-west-1.amazonaws.com"]
    }
  }
}
`,
    };
    const report = explained({ language: '', files, keyPolicy: '' }, 'policy.tf', '"Upload"');
    assert.equal(report.title, 'Statement "Upload" of the policy of aws_kms_key.key');
    assert.ok(
      outline(report).includes(
        `### ✗ Denied: an administrator of account ${B} uploads to the bucket (\`kms:Decrypt\`)`,
      ),
    );
    const [statement, condition] = places(report, files);
    assert.match(
      statement ?? '',
      /^statement "Upload" of the policy of aws_kms_key\.key: statement \{[^]*\}$/,
    );
    assert.equal(
      condition,
      'condition StringEquals kms:ViaService: kms:ViaService"\n      values   = ["s3.eu-west-1.amazonaws.com"',
    );
  });

  const text = (statements: readonly Statement[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const without = ({ Resource: _, ...statement }: Statement): Statement => ({ ...statement, Resource: '*' });

  it("names what a lone policy does not show: the key's Region", () => {
    const files = { 'key-policy.json': text([ADMIN, without(UPLOAD('us-east-1'))]) };
    const report = explained({ language: '', files, keyPolicy: '' }, 'key-policy.json', 'Upload');
    assert.ok(
      outline(report).includes(
        `### ? Not known: an administrator of account ${B} uploads to the bucket (\`kms:GenerateDataKey\`, \`kms:Decrypt\`)`,
      ),
    );
    assert.match(report.markdown, /^- `<Region>`: region of the key of key-policy\.json$/m);
  });

  it('takes a lone key policy for that of the only key that the folder names', () => {
    const files = {
      'key-policy.json': text([ADMIN, CREATE_GRANT, FILE_SYSTEM]),
      'main.tf': `provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${A}"]
}

resource "aws_kms_grant" "fsx" {
  key_id            = "arn:aws:kms:us-east-1:${C}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  grantee_principal = "${ROLE}"
  operations        = ["Decrypt"]
}
`,
    };
    const report = explained({ language: '', files, keyPolicy: '' }, 'main.tf', 'operations');
    assert.deepEqual(headings(report), [
      `### ✓ Allowed: an administrator of account ${A} creates this grant (\`kms:CreateGrant\`)`,
      `### ✓ Allowed: a file system of account ${A} reads an object of the bucket (\`kms:Decrypt\`)`,
      `### ✗ Denied: a file system of account ${A} exports an object to the bucket (\`kms:GenerateDataKey\`)`,
    ]);
    assert.match(
      report.markdown,
      /The policy in key-policy\.json is taken for that of `arn:aws:kms:us-east-1:/,
    );
  });

  it('takes the only key for that of a grant whose key is handed in, and says so', () => {
    const files = {
      'key.ts': `import { SharedKey } from 'fsx-lustre-kms/cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
export class KeyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['${C}'] });
    new SharedKey(this, 'key', { description: 'data', policy: JSON.stringify(${text([ADMIN, CREATE_GRANT])}) });
  }
}
`,
      'file-system.ts': `import { FileSystemGrants } from 'fsx-lustre-kms/cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
export class FileSystemStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: { keyArn: string }) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'us-east-1', allowedAccountIds: ['${A}'] });
    new FileSystemGrants(this, 'grants', {
      granteeArn: '${ROLE}',
      operations: ['Decrypt'],
      grants: [{ name: 'data', keyArn: props.keyArn }],
    });
  }
}
`,
    };
    const report = explained({ language: '', files, keyPolicy: '' }, 'file-system.ts', 'operations');
    assert.deepEqual(
      outline(report).filter((line) => /^(###|\*\*Without)/.test(line)),
      [
        `### ✓ Allowed: an administrator of account ${A} creates this grant (\`kms:CreateGrant\`)`,
        `### ✓ Allowed: a file system of account ${A} reads an object of the bucket (\`kms:Decrypt\`)`,
        '**Without this grant:** denied (no Allow in key policy, identity policies).',
        `### ✗ Denied: a file system of account ${A} exports an object to the bucket (\`kms:GenerateDataKey\`)`,
        '**Without this grant:** denied as well (no Allow in key policy, identity policies).',
      ],
    );
    assert.match(
      report.markdown.replaceAll('\\', ''),
      /- The key of `aws_kms_grant\.grants` is handed in from elsewhere: it is taken for `aws_kms_key\.key`, the only key in these files\./,
    );
  });

  const administrator = (action: string) => `provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${A}"]
}

resource "aws_iam_role_policy" "deployer" {
  role   = "Deployer"
  policy = jsonencode(${text([{ Sid: 'Grants', Effect: 'Allow', Action: action, Resource: '*' }])})
}
`;
  const DEPLOYER = `role/Deployer of account ${A}`;
  const IDENTITY: { name: string; action: string; key: Statement[]; lines: string[] }[] = [
    {
      name: 'both halves allow',
      action: 'kms:CreateGrant',
      key: [ADMIN, CREATE_GRANT],
      lines: [
        `### ✓ Allowed: ${DEPLOYER} sends this request to the key (\`kms:CreateGrant\`)`,
        '**Without this statement:** denied (no Allow in identity policies).',
      ],
    },
    {
      name: 'the key policy lacks its half',
      action: 'kms:CreateGrant',
      key: [ADMIN],
      lines: [
        `### ✗ Denied: ${DEPLOYER} sends this request to the key (\`kms:CreateGrant\`)`,
        `**To allow it:** Allow \`kms:CreateGrant\` to account ${A} in a statement of its own in the key policy: without \`kms:ViaService\` and \`kms:GrantIsForAWSResource\`, narrowed by \`kms:GranteePrincipal\` and \`kms:GrantOperations\`. With that it is allowed.`,
        '**Without this statement:** denied as well (no Allow in key policy, identity policies).',
      ],
    },
    {
      name: 'its own half is for another account',
      action: 'kms:DescribeKey',
      key: [ADMIN, { ...CREATE_GRANT, Action: 'kms:DescribeKey', Principal: { AWS: root(B) } }],
      lines: [
        `### ✗ Denied: ${DEPLOYER} sends this request to the key (\`kms:DescribeKey\`)`,
        `**To allow it:** Allow \`kms:DescribeKey\` to account ${A}, without conditions, in the key policy. With that it is allowed.`,
        '**Without this statement:** denied as well (no Allow in key policy, identity policies).',
      ],
    },
  ];
  for (const { name, action, key, lines } of IDENTITY) {
    it(`explains an identity policy: ${name}`, () => {
      const files = { 'key-policy.json': text(key), 'main.tf': administrator(action) };
      const report = explained({ language: '', files, keyPolicy: '' }, 'main.tf', 'Grants');
      assert.deepEqual(outline(report), lines);
      assert.equal(report.title, 'Statement "Grants" of the policy of aws_iam_role_policy.deployer');
    });
  }

  it('explains a Deny in an identity policy', () => {
    const files = {
      'key-policy.json': text([ADMIN, CREATE_GRANT]),
      'main.tf': administrator('kms:CreateGrant').replace(
        '"Statement":[',
        '"Statement":[{"Sid":"Never","Effect":"Deny","Action":"kms:*","Resource":"*"},',
      ),
    };
    const report = explained({ language: '', files, keyPolicy: '' }, 'main.tf', 'Never');
    assert.deepEqual(outline(report).slice(0, 3), [
      `### ✗ Denied by a Deny: ${DEPLOYER} sends this request to the key (\`kms:CreateGrant\`)`,
      `**To allow it:** Take the deny back for this caller, for example by ArnNotLike on \`aws:PrincipalArn\` with \`arn:aws:iam::${A}:role/Deployer\`. With that it is allowed.`,
      '**Without this statement:** allowed (Allow in key policy, identity policies).',
    ]);
  });

  it('decides from the file and not from its place: another account in the statement, another answer', () => {
    const upload = without(UPLOAD('us-east-1'));
    const [folder] = foldersOf({
      key: [ADMIN, { ...upload, Principal: { AWS: root('444444444444') } }],
    }).filter(({ language }) => language === 'HCL');
    assert.ok(folder);
    const report = explained(folder, folder.keyPolicy, 'Upload');
    assert.ok(
      outline(report).some((line) =>
        line.startsWith(`### ✗ Denied: an administrator of account ${B} uploads`),
      ),
    );
    assert.match(report.markdown, /\[its Principal\]\(ref:\d\) is `"arn:aws:iam::444444444444:root"`/);
  });

  const NOTHING: { name: string; files: Record<string, string>; path: string; mark: string; why: RegExp }[] =
    [
      {
        name: 'outside of statements and grants',
        files: { 'main.tf': 'resource "aws_kms_key" "key" {\n  description = "x"\n}\n' },
        path: 'main.tf',
        mark: 'description',
        why: /^No statement of a policy and no grant stands here\.$/,
      },
      {
        name: 'a statement about other services',
        files: {
          'bucket-policy.json': text([
            { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
            { Sid: 'Queue', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' },
          ]),
          'main.tf': `resource "aws_s3_bucket_policy" "b" {\n  bucket = "b"\n  policy = jsonencode(${text([{ Sid: 'Queue', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }])})\n}\n`,
        },
        path: 'main.tf',
        mark: 'Queue',
        why: /^The statement is about no action of AWS KMS or Amazon S3 that there is\.$/,
      },
      {
        name: 'a service control policy',
        files: { 'scp.json': text([{ Sid: 'No', Effect: 'Deny', Action: 'kms:*', Resource: '*' }]) },
        path: 'scp.json',
        mark: 'No',
        why: /^This policy only narrows what others allow/,
      },
      {
        name: 'an identity policy where no key is in view',
        files: {
          'reader.json': text([{ Sid: 'Use', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }]),
        },
        path: 'reader.json',
        mark: 'Use',
        why: /^No key is in view that the statement could be about\.$/,
      },
    ];
  for (const { name, files, path, mark, why } of NOTHING) {
    it(`has nothing to say of ${name}`, () => {
      const result = explain(files, path, mark);
      assert.match(result.status === 'nothing' ? result.why : result.markdown, why);
    });
  }

  it('escapes what the files say: no link and no image comes from a Sid', () => {
    const sid = '](https://example.com) ![x](y) `z` <b>';
    const files = { 'key-policy.json': text([ADMIN, { ...FILE_SYSTEM, Sid: sid }]) };
    const { markdown } = explained(
      { language: '', files, keyPolicy: '' },
      'key-policy.json',
      'https://example.com',
    );
    const outside = markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '').replace(/\\./g, '');
    assert.deepEqual(
      [...outside.matchAll(/\]\(([^)]*)\)/g)].filter(([, to]) => !/^ref:\d+$/.test(to ?? '')),
      [],
    );
    assert.doesNotMatch(outside, /<b>|!\[/);
  });

  it('never throws, and every link has its reference, whatever is typed', function () {
    this.timeout(60_000);
    const folders = foldersOf({
      key: [ADMIN, FILE_SYSTEM, CREATE_GRANT, DENY],
      bucket: [{ ...CREATE_GRANT, Action: 's3:*', Resource: 'arn:aws:s3:::genomics-data/*' }],
      grant: ['Decrypt'],
    });
    const property = fc.property(
      fc.constantFrom(...folders),
      fc.nat(),
      fc.nat(),
      fc.nat({ max: 40 }),
      fc.constantFrom('', '"', '{', '}', '*', '${x}', 'fs-', '111', '\n'),
      (folder, at, offset, length, put) => {
        const files = { ...folder.files };
        const before = files[folder.keyPolicy] ?? '';
        const from = at % before.length;
        files[folder.keyPolicy] = before.slice(0, from) + put + before.slice(from + length);
        const sources = Object.entries(files).flatMap(
          ([path, content]) => reader.read({ path, text: content }) ?? [],
        );
        const result = explainAt(
          createModel(createProject(sources)),
          folder.keyPolicy,
          offset % before.length,
        );
        if (result.status === 'nothing') return;
        const rows = result.markdown.split('\n').filter((line) => line.startsWith('|'));
        assert.ok(rows.length >= 3 && rows.every((row) => [...row.matchAll(/(?<!\\)\|/g)].length === 4));
        for (const [, number] of result.markdown.matchAll(/\]\(ref:(\d+)\)/g)) {
          const reference = result.references[Number(number)];
          assert.ok(reference);
          const content = files[reference.path] ?? '';
          assert.ok(
            0 <= reference.start && reference.start <= reference.end && reference.end <= content.length,
          );
        }
      },
    );
    fc.assert(property, { numRuns: 150 });
  });
});
