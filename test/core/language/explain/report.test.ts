import assert from 'node:assert/strict';
import type { Reader } from '../../../../core/syntax/reader';
import { sharedReader } from '../../../support/reader';
import { reportFor } from './explain-files';
import { A, ADMIN, B, C, CREATE_GRANT, FILE_SYSTEM, foldersOf, KEY, root, type Statement } from './folders';

const NAME = 'AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';
const SERVICE = 'role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com';
const NOT_LOOKED_AT =
  '- Service control policies, resource control policies and VPC endpoint policies: not looked at. They can only deny more, and none of the first two applies to service-linked roles.\n';
const ADMINISTRATORS =
  '- What the administrators may do by their own identity policies: they are taken to be allowed everything.\n';
const NO_GRANTS = '- Grants on the key: none is in these files. One that is made elsewhere would count.\n';

/** Two conditions are wrong: the account of somebody else, and a ViaService without a Region. */
const WRONG: Statement = {
  Sid: 'FileSystemRole',
  Effect: 'Allow',
  Principal: { AWS: root(A) },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  Condition: { StringEquals: { 'kms:CallerAccount': B, 'kms:ViaService': 's3.amazonaws.com' } },
};

describe('explain: the report as a whole', () => {
  let reader: Reader;
  before(async () => {
    reader = await sharedReader();
  });

  const policy = (...statements: Statement[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
  const reportOn = (text: string, mark: string) =>
    reportFor(reader, { 'key-policy.json': text }, 'key-policy.json', mark);

  it('says first that the statement does not apply, and what to write in it where that is enough', () => {
    const text = policy(ADMIN, WRONG);
    const { markdown, references } = reportOn(text, 'FileSystemRole');
    assert.equal(
      markdown,
      `## Statement \`"FileSystemRole"\` of the policy of key-policy.json

Asked: \`kms:Decrypt\` and \`kms:GenerateDataKey\` on \`arn:aws:kms:<Region>:${C}:key/<key id>\`. **4 requests, all denied.**

**[This statement](ref:0) does not apply:** its condition [StringEquals kms:CallerAccount](ref:1) = \`"${B}"\` fails: the request carries \`"${A}"\`; and its condition [StringEquals kms:ViaService](ref:2) = \`"s3.amazonaws.com"\` fails: the request carries \`"s3.<Region>.amazonaws.com"\`.

| Request | Decision | Decided by |
| --- | --- | --- |
| A file system of account ${A} reads an object of the bucket (\`kms:Decrypt\`) | ✗ denied | no Allow in key policy, identity policies |
| A file system of account ${A} exports an object to the bucket (\`kms:GenerateDataKey\`) | ✗ denied | no Allow in key policy, identity policies |
| An administrator of account ${A} uploads to the bucket (\`kms:GenerateDataKey\`) | ✗ denied | no Allow in key policy |
| An administrator of account ${A} uploads to the bucket (\`kms:Decrypt\`) | ✗ denied | no Allow in key policy |

**Without this statement:** nothing changes.

Left out: requests of account ${B}. The Principal of this statement does not name it (only its condition \`kms:CallerAccount\` does), and nothing else in these files makes it a user of the key.

### ✗ Denied: a file system of account ${A} reads and exports (\`kms:Decrypt\`, \`kms:GenerateDataKey\`)

**To allow it:** Give \`AWSServiceRoleForFSxS3Access_<file system id>\` of account ${A} a grant on the key with Decrypt and GenerateDataKey, created by account ${A} (\`aws_kms_grant\` in its Terraform). With that it is allowed. Correcting the conditions of this statement would not be enough.

- The key policy neither names the caller nor shares \`kms:Decrypt\` and \`kms:GenerateDataKey\` with its account in a way that fits this request (2 Allow statements read).
- [Statement "Admin"](ref:3) names \`kms:Decrypt\` and \`kms:GenerateDataKey\`, but [its Principal](ref:4) is \`"${root(C)}"\` and the caller is \`AWSServiceRoleForFSxS3Access_<file system id>\` of account ${A}.
- The identity policies do not allow \`kms:Decrypt\` and \`kms:GenerateDataKey\` here (1 Allow statement read).
- The policy of a service-linked role cannot be edited: a grant on the key, created by an identity of account ${A}, takes its place.

> AWS would say (for \`kms:Decrypt\`): User: \`arn:aws:sts::${A}:assumed-role/AWSServiceRoleForFSxS3Access_<file system id>/FSx\` is not authorized to perform: \`kms:Decrypt\` on resource: \`arn:aws:kms:<Region>:${C}:key/<key id>\` because no resource-based policy allows the \`kms:Decrypt\` action

### ✗ Denied: an administrator of account ${A} uploads to the bucket (\`kms:GenerateDataKey\`, \`kms:Decrypt\`)

**To allow it:** In this statement write \`kms:CallerAccount\` = \`"${A}"\` instead of \`"${B}"\`, and write \`kms:ViaService\` = \`"s3.<Region>.amazonaws.com"\` instead of \`"s3.amazonaws.com"\`. With that it is allowed.

- The key policy neither names the caller nor shares \`kms:GenerateDataKey\` and \`kms:Decrypt\` with its account in a way that fits this request (2 Allow statements read).
- [Statement "Admin"](ref:3) names \`kms:GenerateDataKey\` and \`kms:Decrypt\`, but [its Principal](ref:4) is \`"${root(C)}"\` and the caller is \`"arn:aws:iam::${A}:<administrator>"\`.

> AWS would say (for \`kms:GenerateDataKey\`): User: \`arn:aws:iam::${A}:<administrator>\` is not authorized to perform: \`kms:GenerateDataKey\` on resource: \`arn:aws:kms:<Region>:${C}:key/<key id>\` because no resource-based policy allows the \`kms:GenerateDataKey\` action

### Names

- \`AWSServiceRoleForFSxS3Access_<file system id>\` of account ${A}: \`arn:aws:iam::${A}:${SERVICE}/AWSServiceRoleForFSxS3Access_<file system id>\`
- \`<Region>\`: region of the key of key-policy.json
- \`<key id>\`: id of the key of key-policy.json
- \`<file system id>\`: id of the file system
- \`<administrator>\`: somebody who works in the account; no file says who

### What these files do not show

${NO_GRANTS}${ADMINISTRATORS}${NOT_LOOKED_AT}`,
    );
    assert.deepEqual(
      references.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' ').slice(0, 45)),
      [
        '{ "Sid": "FileSystemRole", "Effect": "Allow",',
        `kms:CallerAccount": "${B}"`,
        'kms:ViaService": "s3.amazonaws.com"',
        '{ "Sid": "Admin", "Effect": "Allow", "Princip',
        `Principal": { "AWS": "${root(C)}`.slice(0, 45),
      ],
    );
  });

  it('with the conditions as it says the uploads are allowed', () => {
    const Condition = {
      StringEquals: { 'kms:CallerAccount': A, 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    };
    const { markdown } = reportOn(policy(ADMIN, { ...WRONG, Resource: KEY, Condition }), 'FileSystemRole');
    assert.match(markdown, /^\| An administrator of account 111111111111 uploads .* \| ✓ allowed \| /m);
    assert.doesNotMatch(markdown, /does not apply/);
  });

  const CONDITIONS: { name: string; condition: Record<string, unknown>; says: RegExp; never?: RegExp }[] = [
    {
      name: 'one of several values: another is added',
      condition: { StringEquals: { 'kms:CallerAccount': [B, C] } },
      says: /^\*\*To allow it:\*\* In this statement add `"111111111111"` to the values of `kms:CallerAccount`\. With that it is allowed\.$/m,
    },
    {
      name: 'what is excluded on purpose: nothing is said of correcting it',
      condition: { StringNotEquals: { 'kms:CallerAccount': A } },
      says: /^\*\*\[This statement\]\(ref:0\) does not apply:\*\* its condition \[StringNotEquals kms:CallerAccount\]/m,
      never: /Correcting|In this statement/,
    },
    {
      name: 'a key that the request does not carry: no value is made up',
      condition: { StringEquals: { 'kms:RequestAlias': 'alias/data' } },
      says: /fails: the request does not carry that key\.$/m,
      never: /Correcting|In this statement/,
    },
  ];
  for (const { name, condition, says, never } of CONDITIONS) {
    it(`tells of a condition that fails, ${name}`, () => {
      const { markdown } = reportOn(policy(ADMIN, { ...WRONG, Condition: condition }), 'FileSystemRole');
      assert.match(markdown, says);
      if (never) assert.doesNotMatch(markdown, never);
    });
  }

  it('tells a caller that a condition alone names where another statement makes it a user, after the named', () => {
    const other = { ...CREATE_GRANT, Sid: 'Other', Principal: { AWS: root(B) }, Action: 'kms:DescribeKey' };
    const { markdown } = reportOn(policy(ADMIN, WRONG, other), 'FileSystemRole');
    const accounts = [...markdown.matchAll(/^\| An? .*? of account (\d+) .*\|$/gm)].map(([, id]) => id);
    assert.deepEqual(accounts, [A, A, A, A, B, B, B, B]);
    assert.doesNotMatch(markdown, /Left out/);
  });

  for (const { language, files, keyPolicy } of foldersOf({ key: [ADMIN, FILE_SYSTEM] })) {
    it(`tells of a missing grant, ${language}`, () => {
      const isPlain = language === 'JSON';
      const holder = isPlain ? 'key-policy.json' : '`aws_kms_key.key`';
      const key = isPlain ? KEY : `arn:aws:kms:us-east-1:${C}:key/<key id>`;
      const article = isPlain ? 'A' : 'The';
      const { markdown } = reportFor(reader, files, keyPolicy, 'FileSystem');
      assert.equal(
        markdown,
        `## Statement \`"FileSystem"\` of the policy of ${holder}

Asked: \`kms:Decrypt\` and \`kms:GenerateDataKey\` on \`${key}\`. **2 requests, all denied.**

| Request | Decision | Decided by |
| --- | --- | --- |
| ${article} file system of account ${A} reads an object of the bucket genomics-data (\`kms:Decrypt\`) | ✗ denied | no Allow in identity policies |
| ${article} file system of account ${A} exports an object to the bucket genomics-data (\`kms:GenerateDataKey\`) | ✗ denied | no Allow in identity policies |

**Without this statement:** all denied as well (no Allow in key policy, identity policies).

### ✗ Denied: ${article.toLowerCase()} file system of account ${A} reads and exports (\`kms:Decrypt\`, \`kms:GenerateDataKey\`)

**To allow it:** Give \`${NAME}\` of account ${A} a grant on the key with Decrypt and GenerateDataKey, created by account ${A} (\`aws_kms_grant\` in its Terraform). With that it is allowed.

- [This statement](ref:0) applies to this request, and its Allow is not what is missing.
- The identity policies do not allow \`kms:Decrypt\` and \`kms:GenerateDataKey\` here (1 Allow statement read).
- The policy of a service-linked role cannot be edited: a grant on the key, created by an identity of account ${A}, takes its place.

> AWS would say (for \`kms:Decrypt\`): User: \`arn:aws:sts::${A}:assumed-role/${NAME}/FSx\` is not authorized to perform: \`kms:Decrypt\` on resource: \`${key}\` because no identity-based policy allows the \`kms:Decrypt\` action

### Names

- \`${NAME}\` of account ${A}: \`arn:aws:iam::${A}:${SERVICE}/${NAME}\`
${isPlain ? '' : '- `<key id>`: id of the key `aws_kms_key.key`\n'}
### What these files do not show

${NO_GRANTS}${NOT_LOOKED_AT}`,
      );
    });
  }

  const DENY: Statement = {
    Sid: 'OnlyOurs',
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': C } },
  };
  const denied = foldersOf({ key: [ADMIN, CREATE_GRANT, DENY], grant: ['Decrypt', 'GenerateDataKey'] });
  for (const { language, files, keyPolicy } of denied.filter(({ grant }) => grant !== undefined)) {
    it(`tells of a Deny, each caller with what the statement changes for it, ${language}`, () => {
      const key = `arn:aws:kms:us-east-1:${C}:key/<key id>`;
      const { markdown } = reportFor(reader, files, keyPolicy, 'OnlyOurs');
      assert.equal(
        markdown,
        `## Statement \`"OnlyOurs"\` of the policy of \`aws_kms_key.key\`

Asked: \`kms:Decrypt\` on \`${key}\`. **2 requests, all denied.**

| Request | Decision | Decided by |
| --- | --- | --- |
| The file system of account ${A} reads an object of the bucket genomics-data (\`kms:Decrypt\`) | ✗ denied | Deny in key policy |
| An administrator of account ${B} uploads to the bucket genomics-data (\`kms:Decrypt\`) | ✗ denied | Deny in key policy |

### ✗ Denied by a Deny: the file system of account ${A} reads an object of the bucket genomics-data (\`kms:Decrypt\`)

**To allow it:** Take the deny back for this caller, for example by ArnNotLike on \`aws:PrincipalArn\` with \`arn:aws:iam::${A}:${SERVICE}/${NAME}\`. With that it is allowed.

- [This statement](ref:0) denies \`kms:Decrypt\`: [StringNotEquals aws:PrincipalAccount](ref:1) = \`"${C}"\` holds (the request carries \`"${A}"\`).

> AWS would say: User: \`arn:aws:sts::${A}:assumed-role/${NAME}/FSx\` is not authorized to perform: \`kms:Decrypt\` on resource: \`${key}\` with an explicit deny in a resource-based policy

**Without this statement:** allowed (Allow in grants).

### ✗ Denied by a Deny: an administrator of account ${B} uploads to the bucket genomics-data (\`kms:Decrypt\`)

**To allow it:** Take the deny back for this caller, for example by ArnNotLike on \`aws:PrincipalArn\` with the caller's ARN. That alone is not enough.

- [This statement](ref:0) denies \`kms:Decrypt\`: [StringNotEquals aws:PrincipalAccount](ref:1) = \`"${C}"\` holds (the request carries \`"${B}"\`).

> AWS would say: User: \`arn:aws:iam::${B}:<administrator>\` is not authorized to perform: \`kms:Decrypt\` on resource: \`${key}\` with an explicit deny in a resource-based policy

**Without this statement:** denied as well (no Allow in key policy).

### Names

- \`<key id>\`: id of the key \`aws_kms_key.key\`
- \`<administrator>\`: somebody who works in the account; no file says who

### What these files do not show

${ADMINISTRATORS}${NOT_LOOKED_AT}`,
      );
    });
  }
});
