import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeAll,
  found,
  open,
  retype,
  ruleOf,
  untilFound,
  untilGone,
  untilNothing,
  write,
} from '../../support/workspace';

const { Error: ERROR } = vscode.DiagnosticSeverity;

/** The same mistake in each language: kms:ViaService without its Region. */
const TEXTS: readonly (readonly [language: string, file: string, marked: string])[] = [
  [
    'JSON',
    'policy.json',
    `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
    "Action": "kms:Decrypt",
    "Resource": "*",
    "Condition": { "StringEquals": { "kms:ViaService": "«s3.amazonaws.com»" } }
  }]
}
`,
  ],
  [
    'JSON with comments',
    'policy.jsonc',
    `// ÄÖÜ 🗝
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
    "Action": "kms:Decrypt",
    "Resource": "*",
    /* 🗝 */ "Condition": { "StringEquals": { "kms:ViaService": "«s3.amazonaws.com»" } },
  }],
}
`,
  ],
  [
    'Terraform JSON',
    'json/cdk.tf.json',
    `{ "resource": { "aws_kms_key_policy": { "p": {
  "key_id": "k",
  "policy": "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::111111111111:root\\"},\\"Action\\":\\"kms:Decrypt\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"StringEquals\\":{\\"kms:ViaService\\":\\"«s3.amazonaws.com»\\"}}}]}"
} } } }
`,
  ],
  [
    'HCL',
    'hcl/main.tf',
    `data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["«s3.amazonaws.com»"]
    }
  }
}
`,
  ],
  [
    'TypeScript',
    'stack.ts',
    `export const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111111111111:root' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': '«s3.amazonaws.com»' } },
    },
  ],
};
`,
  ],
];

describe('diagnostics', () => {
  afterEach(closeAll);

  for (const [language, file, marked] of TEXTS) {
    it(`stand on the token, in ${language}`, async () => {
      const { document, marks } = await open(file, marked);
      const diagnostic = await untilFound(document.uri, 'kms-via-service');
      assert.deepEqual([diagnostic.range.start, diagnostic.range.end], marks);
      assert.equal(diagnostic.severity, ERROR);
      assert.match(diagnostic.message, /^"s3\.amazonaws\.com" names no Region/);
      assert.ok(typeof diagnostic.code === 'object');
      assert.match(diagnostic.code.target.toString(), /kms-via-service/);
    });

    it(`come while it is typed and go when it is right, in ${language}`, async () => {
      const right = marked.replace('s3.amazonaws.com', 's3.us-east-1.amazonaws.com');
      const opened = await open(`typed/${file}`, right.replace(/[«»]/g, ''));
      await retype(opened, 's3.us-east-1.amazonaws.com', 's3.amazonaws.com');
      await untilFound(opened.document.uri, 'kms-via-service');
      assert.ok(opened.document.isDirty, 'nothing was saved');
      await retype(opened, 's3.amazonaws.com', 's3.us-east-1.amazonaws.com');
      await untilGone(opened.document.uri, 'kms-via-service');
    });
  }

  it('lead to the page of their rule', async () => {
    const { document } = await open('page.json', TEXTS[0]?.[2] ?? assert.fail());
    const { code } = await untilFound(document.uri, 'kms-via-service');
    assert.ok(typeof code === 'object');
    // In a browser the extension's own files are no files of the editor: there it is the page on the web.
    if (code.target.scheme === 'https') {
      assert.match(code.target.path, /\/docs\/rules\/kms-via-service\.md$/);
      return;
    }
    await vscode.commands.executeCommand('vscode.open', code.target);
    const page = vscode.window.activeTextEditor?.document;
    assert.match(page?.getText() ?? '', /^# kms-via-service/m);
  });

  it('are not made for a text that nobody types', async () => {
    const text = TEXTS[0]?.[2] ?? assert.fail();
    const large = await open(
      'large.json',
      text.replace('"Version"', `"Id": "${'x'.repeat(1_000_000)}",\n  "Version"`),
    );
    const small = await open('small.json', text);
    await untilFound(small.document.uri, 'kms-via-service');
    assert.deepEqual(found(large.document.uri), []);
  });

  it('go when the file is closed', async () => {
    const { document } = await open('closed.json', TEXTS[0]?.[2] ?? assert.fail());
    await untilFound(document.uri, 'kms-via-service');
    await closeAll();
    await untilNothing(document.uri);
  });

  it('are there for a text that was never saved', async () => {
    const [, , marked] = TEXTS[0] ?? assert.fail();
    const content = marked.replace(/[«»]/g, '');
    const document = await vscode.workspace.openTextDocument({ language: 'json', content });
    await vscode.window.showTextDocument(document);
    await untilFound(document.uri, 'kms-via-service');
  });

  it('say nothing of files that are no policies', async () => {
    const other = await open('package.json', '{ "name": "x", "Statement": "none" }\n');
    const { document } = await open('other.json', TEXTS[0]?.[2] ?? assert.fail());
    await untilFound(document.uri, 'kms-via-service');
    assert.deepEqual(found(other.document.uri), []);
  });

  it('look across the Terraform files of a folder, unsaved ones too', async () => {
    const locals = await open('both/locals.tf', 'locals {\n  service = "s3.us-east-1.amazonaws.com"\n}\n');
    const [, , marked] = TEXTS[3] ?? assert.fail();
    const main = await open('both/main.tf', marked.replace('"«s3.amazonaws.com»"', 'local.service'));
    await retype(
      { ...locals, editor: await vscode.window.showTextDocument(locals.document) },
      's3.us-east-1',
      's3',
    );
    const inLocals = await untilFound(locals.document.uri, 'kms-via-service');
    assert.equal(locals.document.getText(inLocals.range), 's3.amazonaws.com');
    assert.deepEqual(found(main.document.uri).map(ruleOf), []);
  });

  it('name the other place that has to do with them, in another file too', async () => {
    const key = await write('related/key.tf', SIGNING_KEY);
    const { document } = await open('related/grant.tf', GRANT);
    const diagnostic = await untilFound(document.uri, 'grant-operation-key-type');
    assert.equal(document.getText(diagnostic.range), 'Decrypt');
    const [related] = diagnostic.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), key.toString());
    assert.equal(related.location.range.start.line, 1);
  });

  it('follow a file of the folder that is changed on the disk', async () => {
    await write('disk/key.tf', '');
    const { document } = await open('disk/grant.tf', GRANT);
    // What is found without the key: the grant was looked at.
    await untilGone(document.uri, 'grant-operation-key-type');
    await write('disk/key.tf', SIGNING_KEY);
    await untilFound(document.uri, 'grant-operation-key-type');
  });
});

/** Begins on the second line. */
const SIGNING_KEY = `# A key that signs
resource "aws_kms_key" "k" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "RSA_2048"
}
`;
const GRANT = `resource "aws_kms_grant" "g" {
  name              = "g"
  key_id            = aws_kms_key.k.key_id
  grantee_principal = "arn:aws:iam::111111111111:role/r"
  operations        = ["Sign", "Decrypt"]
}
`;
