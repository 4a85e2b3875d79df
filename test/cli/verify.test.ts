import assert from 'node:assert/strict';
import { verify } from '../../cli/commands/verify';
import type { Check } from '../../core/journey/proof';
import { check } from '../runner/journey/fake-parts';
import { WalkTerminal } from './walk-terminal';

describe('fsx-lustre-kms verify', () => {
  for (const [status, exitCode, summary] of [
    ['passed', 0, 'Step 1 is proved: 1 check passed.'],
    ['failed', 1, 'Step 1 failed: 1 of 1 checks.'],
    ['unknown', 1, 'Step 1 is not proved: 1 of 1 checks could not say.'],
  ] as const) {
    it(`ends with ${exitCode} when a check has ${status}`, async () => {
      const terminal = new WalkTerminal();
      terminal.world.checks = [check(status, 'What was seen.')];
      const end = await terminal.run((io) => verify('bucket-policy', {}, io));
      assert.deepEqual([end.exitCode, end.stderr], [exitCode, '']);
      assert.equal(
        end.stdout,
        `Step 1: Bucket policy for account A
  ${status.padEnd(7)}  B  The check
              What was seen.
${summary}
Next: npx fsx-lustre-kms deploy 1   (its turn has come)
`,
      );
    });
  }

  it('is not proved when nothing was seen', async () => {
    const terminal = new WalkTerminal();
    terminal.world.checks = [];
    const { exitCode, stdout } = await terminal.run((io) => verify('5', {}, io));
    assert.equal(exitCode, 1);
    assert.match(stdout, /^Step 5 is not proved: nothing was seen\.$/m);
  });

  it('prints what was seen, word for word and without control characters, when asked', async () => {
    const terminal = new WalkTerminal();
    const evidence = [{ title: 'Output', source: 'ssm', text: 'one\n\u001b[31mtwo\n' }];
    terminal.world.checks = [{ ...check('passed', 'Good.'), evidence }];
    const { stdout } = await terminal.run((io) => verify('1', { evidence: true }, io));
    assert.ok(
      stdout.includes(`              Output (ssm)\n                one\n                \u241b[31mtwo\n`),
      stdout,
    );
  });

  describe('says what stays, and how to remove it', () => {
    const exported = (path: string): Check[] => [
      {
        ...check('passed', 'Archived.'),
        leaves: { kind: 'file', path, instanceId: 'i-0123456789abcdef0' },
      },
      { ...check('passed', 'There.'), leaves: { kind: 'object', uri: 's3://team-data/in/a.txt' } },
    ];
    const said = async (terminal: WalkTerminal, sandbox?: true) => {
      const { stdout } = await terminal.run((io) => verify('7', sandbox ? { sandbox } : {}, io));
      return stdout.split('\n').slice(-4, -2);
    };

    it('in AWS, with the profiles of cdktf.json', async () => {
      const terminal = new WalkTerminal({
        accounts: {
          fileSystem: { id: '111111111111', profile: 'team a' },
          bucket: { id: '222222222222', profile: 'team-b' },
          key: { id: '333333333333' },
        },
      });
      terminal.world.checks = exported('/fsx/a.txt');
      assert.deepEqual(await said(terminal), [
        `/fsx/a.txt stays. To remove it: \`aws ssm send-command --instance-ids i-0123456789abcdef0 --document-name AWS-RunShellScript --parameters 'commands=["rm /fsx/a.txt"]' --region us-east-1 --profile 'team a'\`.`,
        's3://team-data/in/a.txt stays. To remove it: `aws s3 rm s3://team-data/in/a.txt --region us-east-1 --profile team-b`.',
      ]);
    });

    it('in a sandbox, which ends with all that it has, nothing', async () => {
      const terminal = new WalkTerminal();
      terminal.world.checks = exported('/fsx/a.txt');
      assert.doesNotMatch((await said(terminal, true)).join('\n'), /stays/);
    });

    it('each in quotes where a shell needs them', async () => {
      const terminal = new WalkTerminal();
      terminal.world.checks = exported('/my fsx/a.txt');
      assert.match((await said(terminal))[0] ?? '', / 'commands=\["rm '\\''\/my fsx\/a\.txt'\\''"\]' /);
    });

    it('where nothing is left, nothing', async () => {
      const terminal = new WalkTerminal();
      terminal.world.checks = [check('passed', 'Fine.')];
      const { stdout } = await terminal.run((io) => verify('7', {}, io));
      assert.doesNotMatch(stdout, /stays/);
    });
  });

  it('says what it waits for: in lines, or on a terminal in one that changes', async () => {
    const terminal = new WalkTerminal();
    terminal.world.proofMessages = [
      'Looking.',
      'Not there after 1 min.',
      'Not there after 1 min.',
      'Not there after 2 min.',
    ];
    const plain = await terminal.run((io) => verify('1', {}, io));
    assert.deepEqual(plain.stdout.split('\n').slice(1, 3), [
      '  The check: Not there after 1 min.',
      '  The check: Not there after 2 min.',
    ]);
    terminal.liveWidth = 30;
    const live = await terminal.run((io) => verify('1', {}, io));
    assert.doesNotMatch(live.stdout, /after/);
    assert.deepEqual(live.stderr.split('\r\u001b[K').slice(1), [
      '  The check: Looking.',
      '  The check: Not there after ',
      '  The check: Not there after ',
      '',
    ]);
  });

  it('that is interrupted is not kept, and ends with 1', async () => {
    const terminal = new WalkTerminal();
    terminal.signal = AbortSignal.abort();
    const { exitCode, stderr } = await terminal.run((io) => verify('1', {}, io));
    assert.deepEqual([exitCode, stderr], [1, 'Interrupted: this proof was not kept.\n']);
  });

  it('is one document for programs', async () => {
    const terminal = new WalkTerminal();
    terminal.world.proofMessages = ['Looking.'];
    const { exitCode, document, events } = await terminal.runJson((io) => verify('1', { json: true }, io));
    assert.equal(exitCode, 0);
    assert.deepEqual(Object.keys(document), ['target', 'proof', 'next']);
    assert.deepEqual((document['proof'] as { checks: unknown }).checks, [check('passed')]);
    assert.deepEqual(events, [{ event: 'check', id: 'one', title: 'The check', message: 'Looking.' }]);
  });

  for (const what of ['0', '8', 'account-c-key', '', '__proto__']) {
    it(`ends with 2 for ${JSON.stringify(what)}`, async () => {
      const terminal = new WalkTerminal();
      const { exitCode, stderr } = await terminal.run((io) => verify(what, {}, io));
      assert.equal(exitCode, 2);
      assert.match(stderr, /is no step: 1 to 7, or bucket-policy, key-policy, /);
      assert.deepEqual(terminal.world.calls, []);
    });
  }
});
