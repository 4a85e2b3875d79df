import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { completionsAt, labelText } from '../../support/answers';
import { closeAll, open, retype, untilFound, untilNothing } from '../../support/workspace';

const CDKTF_JSON = `{
  "language": "typescript",
  "app": "node main.js",
  "context": {
    "fsxLustreKms": {
      "accounts": {
        "fileSystem": { "id": "111111111111" },
        "bucket": { "id": "222222222222" },
        "key": { "id": "333333333333" }
      },
      "region": "us-east-1",
      "keys": [{ "name": "data" }],
      "buckets": [{ "name": "data", "key": "data" }]
    }
  }
}
`;

describe('the deployment in cdktf.json', () => {
  afterEach(closeAll);

  it('is checked while it is typed, on the value', async () => {
    const opened = await open('deployment/cdktf.json', CDKTF_JSON);
    await retype(opened, '333333333333', '3333');
    const diagnostic = await untilFound(opened.document.uri, 'deployment');
    assert.equal(opened.document.getText(diagnostic.range), '3333');
    assert.match(diagnostic.message, /^accounts\.key\.id .*twelve digits/);
    await retype(opened, '3333', '333333333333');
    await untilNothing(opened.document.uri);
  });

  it('has its properties and their values completed, with what they are', async () => {
    const marked = CDKTF_JSON.replace('"region"', '"fileSystem": { "deploymentType": "|" },\n      "region"');
    const { document, marks } = await open('deployment/values/cdktf.json', marked);
    const [cursor] = marks;
    assert.ok(cursor);
    const items = await completionsAt(document, cursor, '"PERSISTENT_2"');
    const labels = items.map(({ label }) => labelText(label));
    for (const type of ['"SCRATCH_1"', '"SCRATCH_2"', '"PERSISTENT_1"']) assert.ok(labels.includes(type));
  });

  it('is told once: nobody else complains of it', async () => {
    const { document } = await open(
      'deployment/once/cdktf.json',
      CDKTF_JSON.replace('"region"', '"regoin"').replace('333333333333', '3333'),
    );
    await untilFound(document.uri, 'deployment');
    const all = vscode.languages.getDiagnostics(document.uri);
    assert.deepEqual([...new Set(all.map(({ source }) => source))], ['fsx-lustre-kms']);
  });
});
