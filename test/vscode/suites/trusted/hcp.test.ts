import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HcpTerraformStub, ORGANIZATION, TOKEN } from '../../../runner/hcp/hcp-terraform';
import { askUntil, workspaceUri, write } from '../../support/workspace';

const FILE = 'hcp/cdktf.json';

const account = (digit: string) => ({ id: digit.repeat(12) });

function project(hostname: string): string {
  const fsxLustreKms = {
    accounts: { fileSystem: account('1'), bucket: account('2'), key: account('3') },
    region: 'us-east-1',
    namePrefix: 'demo',
    keys: [{ name: 'data' }],
    buckets: [{ name: 'data', key: 'data' }],
    backend: { type: 'cloud', organization: ORGANIZATION, hostname },
  };
  return JSON.stringify({ language: 'typescript', app: 'node main.js', context: { fsxLustreKms } });
}

/** What the commands of the view resolve to, as far as it is looked at. */
interface Snapshot {
  readonly status: string;
  readonly host?: string;
  readonly workspaces?: readonly {
    readonly name: string;
    readonly state: { readonly status: string; readonly run?: Run };
  }[];
}

interface Run {
  readonly status: string;
  readonly tasks: readonly {
    readonly status: string;
    readonly isMandatory: boolean;
    readonly outcomes?: readonly { readonly description: string }[];
  }[];
}

async function refresh(): Promise<Snapshot | undefined> {
  return await vscode.commands.executeCommand<Snapshot | undefined>('fsxLustreKms.hcp.refresh');
}

/** Signs in with what is in the clipboard: the first of the ways that are offered. */
async function signInByPasting(token: string): Promise<Snapshot | undefined> {
  await vscode.env.clipboard.writeText(token);
  let answer: { readonly snapshot: Snapshot | undefined } | undefined;
  const signedIn = vscode.commands.executeCommand<Snapshot | undefined>('fsxLustreKms.hcp.signIn');
  void signedIn.then((snapshot) => {
    answer = { snapshot };
  });
  // The list can come late: it is accepted when it is there.
  const answered = await askUntil(
    async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return answer;
    },
    (given) => given !== undefined,
  );
  return answered?.snapshot;
}

describe('Terraform Cloud', () => {
  let stub: HcpTerraformStub;

  before(async () => {
    stub = await HcpTerraformStub.start();
    stub.workspaces.set('demo-account-c-key', [{ id: 'run-c', status: 'applied', counts: [3, 0, 0] }]);
    stub.workspaces.set('demo-account-b-bucket', [
      {
        id: 'run-b',
        status: 'post_plan_awaiting_decision',
        counts: [1, 0, 0],
        tasks: [
          {
            id: 'taskrs-b',
            status: 'failed',
            message: '1 error',
            level: 'mandatory',
            outcomes: [{ id: 'grant-missing', description: 'No grant', label: 'Failed', level: 'error' }],
          },
        ],
      },
    ]);
    await write(FILE, project(stub.host));
  });

  after(async () => {
    await vscode.commands.executeCommand('fsxLustreKms.hcp.signOut');
    await vscode.workspace.fs.delete(workspaceUri('hcp'), { recursive: true });
    await stub.stop();
    assert.deepEqual(stub.violations, []);
  });

  it('asks nothing without a token', async () => {
    assert.deepEqual(await askUntil(refresh, (snapshot) => snapshot?.status === 'signed-out'), {
      status: 'signed-out',
      host: stub.host,
    });
    assert.deepEqual(stub.requests, []);
  });

  it('does not keep a token that is not taken', async () => {
    assert.deepEqual(await signInByPasting('another.atlasv1.token'), {
      status: 'signed-out',
      host: stub.host,
    });
    assert.deepEqual(await refresh(), { status: 'signed-out', host: stub.host });
  });

  it('shows runs, run tasks and outcomes of the three workspaces to who has signed in', async () => {
    const snapshot = await signInByPasting(` ${TOKEN}\n`);
    assert.ok(snapshot?.status === 'read' && snapshot.workspaces);
    assert.deepEqual(
      snapshot.workspaces.map(({ name, state }) => [
        name,
        state.status === 'read' ? state.run?.status : state.status,
      ]),
      [
        ['demo-account-c-key', 'applied'],
        ['demo-account-b-bucket', 'post_plan_awaiting_decision'],
        ['demo-account-a-file-system', 'missing'],
      ],
    );
    const [, bucket] = snapshot.workspaces;
    const [task] = bucket?.state.run?.tasks ?? [];
    assert.deepEqual(
      [task?.status, task?.isMandatory, task?.outcomes?.map(({ description }) => description)],
      ['failed', true, ['No grant']],
    );
    assert.ok(!JSON.stringify(snapshot).includes(TOKEN));
  });

  it('a token that is not taken leaves the one that is', async () => {
    const snapshot = await signInByPasting('mistyped.atlasv1.token');
    assert.equal(snapshot?.status, 'read');
  });

  it('asks when its view comes into sight', async () => {
    stub.requests.length = 0;
    const asked = stub.asked('/demo-account-c-key');
    await vscode.commands.executeCommand('fsxLustreKms.hcp.focus');
    await asked;
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('keeps the token for its host: another one in cdktf.json is not given it', async () => {
    const other = await HcpTerraformStub.start();
    try {
      await write(FILE, project(other.host));
      assert.deepEqual(await refresh(), { status: 'signed-out', host: other.host });
      assert.deepEqual(other.requests, []);
    } finally {
      await other.stop();
      await write(FILE, project(stub.host));
    }
  });

  it('says that a token was revoked, and asks no further', async () => {
    stub.next.push((response) => response.writeHead(401).end());
    assert.deepEqual(await refresh(), { status: 'refused', host: stub.host });
  });

  it('forgets the token of who signs out', async () => {
    await vscode.commands.executeCommand('fsxLustreKms.hcp.signOut');
    stub.requests.length = 0;
    assert.deepEqual(await refresh(), { status: 'signed-out', host: stub.host });
    assert.deepEqual(stub.requests, []);
  });
});
