import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { askUntil, closeAll } from '../../support/workspace';

const SENTENCE =
  'User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:Decrypt action';

/** What the command resolves to, as far as it is looked at. */
interface Diagnosis {
  readonly diagnoses?: readonly { readonly layer: string; readonly title: string }[];
}

const labels = () =>
  Promise.resolve(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)));

describe('what somebody begins with', () => {
  afterEach(closeAll);

  it('a refusal that was copied is diagnosed', async () => {
    await vscode.env.clipboard.writeText(`${SENTENCE} ${randomUUID()}`);
    const diagnosis = await vscode.commands.executeCommand<Diagnosis>('fsxLustreKms.diagnose');
    assert.deepEqual(
      diagnosis.diagnoses?.map(({ layer, title }) => [layer, title]),
      [['grant', "The file system's role has no grant that covers Decrypt"]],
    );
    assert.deepEqual(await askUntil(labels, (all) => all.includes('Diagnosis')), ['Diagnosis']);
  });

  it('the walkthrough has at most seven steps, each with a picture and an event that completes it', () => {
    const extension = vscode.extensions.getExtension('fsx-lustre-kms.fsx-lustre-kms');
    const { contributes } = extension?.packageJSON as {
      contributes: {
        walkthroughs: {
          steps: { completionEvents: string[]; media: { svg: string }; description: string }[];
        }[];
        commands: { command: string }[];
      };
    };
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.ok(walkthrough && others.length === 0);
    assert.ok(walkthrough.steps.length <= 7);
    const commands = contributes.commands.map(({ command }) => command);
    for (const { completionEvents, media, description } of walkthrough.steps) {
      assert.match(media.svg, /^extension\/walkthrough\/[a-z-]+\.svg$/);
      assert.ok(completionEvents.every((event) => /^onContext:fsxLustreKms\.\w/.test(event)));
      for (const [, command = ''] of description.matchAll(/command:(fsxLustreKms[\w.]+)/g))
        assert.ok(commands.includes(command), command);
    }
  });
});
