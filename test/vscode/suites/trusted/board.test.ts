import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askUntil, closeAll, write } from '../../support/workspace';

const LABEL = 'Walkthrough';

function boards(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ label }) => label === LABEL));
}

describe('the run board', () => {
  afterEach(closeAll);

  it('is one, however often it is opened', async () => {
    await write('board/cdktf.json', '{ "language": "typescript", "app": "node main.js" }\n');
    // Which of the workspace's projects is asked natively; the board is there before.
    void vscode.commands.executeCommand('fsxLustreKms.board.open');
    await askUntil(
      () => Promise.resolve(boards()),
      (tabs) => tabs.length === 1,
    );
    void vscode.commands.executeCommand('fsxLustreKms.board.open');
    await askUntil(
      () => Promise.resolve(vscode.window.tabGroups.activeTabGroup.activeTab?.label),
      (label) => label === LABEL,
    );
    assert.equal(boards().length, 1);
  });
});
