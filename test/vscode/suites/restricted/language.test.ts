import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, untilFound } from '../../support/workspace';

describe('a workspace that is not trusted', () => {
  afterEach(closeAll);

  it('is linted while it is typed', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { document } = await open(
      'grant.tf',
      'resource "aws_kms_grant" "g" {\n  key_id = "k"\n  grantee_principal = "r"\n  operations = ["kms:Decrypt"]\n}\n',
    );
    const diagnostic = await untilFound(document.uri, 'grant-operation-unknown');
    assert.equal(document.getText(diagnostic.range), 'kms:Decrypt');
  });
});
