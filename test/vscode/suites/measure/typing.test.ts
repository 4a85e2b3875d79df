/**
 * What a person waits for, printed for `npm run bench -- editor`: until the extension is awake, and from a keystroke to
 * what it says, beside the language services that VS Code has built in, in the same window and file.
 */
import * as vscode from 'vscode';
import { open, type Opened } from '../../support/workspace';

const ROUNDS = 15;

/** A keystroke that makes one mistake, and who tells it. */
interface Typing {
  readonly source: string;
  readonly from: string;
  readonly to: string;
}

interface Comparison {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly ours: Typing;
  readonly other: Typing;
}

const statement = (index: number) => `    {
      "Sid": "Statement${index}",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:CallerAccount": "111111111111", "kms:ViaService": "s3.us-east-1.amazonaws.com" } }
    }`;
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Administration",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::333333333333:root" },
      "Action": "kms:*",
      "Resource": "*"
    },
${Array.from({ length: 90 }, (_, index) => statement(index)).join(',\n')}
  ]
}
`;
const construct = (index: number) => `
export const grant${index} = (scope: Construct) =>
  new KmsGrant(scope, 'grant${index}', {
    name: 'grant${index}',
    keyId: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    granteePrincipal: 'arn:aws:iam::111111111111:role/reader',
    operations: ['Decrypt', 'GenerateDataKey'],
  });
`;
const STACK = `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import type { Construct } from 'constructs';
${Array.from({ length: 222 }, (_, index) => construct(index)).join('')}`;

const COMPARISONS: readonly Comparison[] = [
  {
    name: `${Math.round(POLICY.length / 1024)} KiB key policy`,
    file: 'measure.json',
    text: POLICY,
    ours: { source: 'fsx-lustre-kms', from: '"s3.us-east-1.', to: '"s3.' },
    other: { source: 'json', from: '"Version": "2012', to: '"Version" "2012' },
  },
  {
    name: `${STACK.split('\n').length} lines of TypeScript`,
    file: 'measure.ts',
    text: STACK,
    ours: { source: 'fsx-lustre-kms', from: "'GenerateDataKey']", to: "'GenerateDataKy']" },
    other: { source: 'ts', from: 'new KmsGrant(scope', to: 'new KmsGrant(scop' },
  },
];

/** Milliseconds from an edit until its mistake is told; the edit is taken back. */
async function measure({ document, editor }: Opened, { source, from, to }: Typing): Promise<number> {
  const at = document.getText().indexOf(from);
  const count = () =>
    vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === source).length;
  const before = count();
  const told = changed(() => count() > before);
  const started = performance.now();
  await editor.edit((edit) => {
    edit.replace(new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  });
  await told;
  const took = performance.now() - started;
  const gone = changed(() => count() <= before);
  await vscode.commands.executeCommand('undo');
  await gone;
  return took;
}

async function changed(isReached: () => boolean): Promise<void> {
  await new Promise<void>((done) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isReached()) return;
      listener.dispose();
      done();
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(what: string, value: string): void {
  console.log(`measured ${what.padEnd(58)} ${value}`);
}

describe('measurements', function () {
  this.timeout(300_000);

  it('of the activation', async () => {
    const extension = vscode.extensions.getExtension<{ activationMs: number }>(
      'fsx-lustre-kms.fsx-lustre-kms',
    );
    const { activationMs } = (await extension?.activate()) ?? { activationMs: NaN };
    print('activation, grammars included', `${activationMs.toFixed(0)} ms`);
  });

  for (const { name, file, text, ours, other } of COMPARISONS) {
    it(`of a keystroke in a ${name}`, async () => {
      const opened = await open(file, text);
      const times: [number[], number[]] = [[], []];
      // The first ones are warm-up of all.
      for (let round = -3; round < ROUNDS; round++) {
        for (const [index, typing] of [ours, other].entries()) {
          const took = await measure(opened, typing);
          if (round >= 0) times[index]?.push(took);
        }
      }
      const [mine, theirs] = [median(times[0]), median(times[1])];
      print(`keystroke to finding, ${name}, ours (60 ms of it waiting)`, `${mine.toFixed(0)} ms`);
      print(`keystroke to finding, ${name}, VS Code's own "${other.source}"`, `${theirs.toFixed(0)} ms`);
      print("VS Code's own / ours", `${(theirs / mine).toFixed(2)} x`);
    });
  }
});
