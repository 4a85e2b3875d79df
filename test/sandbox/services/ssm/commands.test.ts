import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { ready, type Keys } from '../../clients';
import { call, expectOk } from '../../lustre/support/json-call';
import { ec2, launch, makeNetwork, run } from '../../lustre/support/three-accounts';
import { allow, makeUser } from '../../signed';

describe('SSM: Run Command', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;
  let instance: string;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
    instance = await launch(sandbox, await makeNetwork(sandbox));
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  const administrator = (): Keys => sandbox.accounts.fileSystem;
  const sendCommand = (input: object, keys = administrator()) =>
    call(sandbox, keys, 'ssm', 'SendCommand', {
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [instance],
      Parameters: { commands: ['echo hello'] },
      ...input,
    });

  const REFUSED: [what: string, code: string, input: object][] = [
    ['a document that is not there', 'InvalidDocument', { DocumentName: 'AWS-Nothing' }],
    ['an instance that is not there', 'InvalidInstanceId', { InstanceIds: ['i-00000000000000000'] }],
    ['an id that is none', 'ValidationException', { InstanceIds: ['nothing'] }],
    ['no commands', 'InvalidParameters', { Parameters: {} }],
    [
      'a parameter that the document does not have',
      'InvalidParameters',
      { Parameters: { commands: ['ls'], x: ['1'] } },
    ],
    ['a parameter of another type', 'SerializationException', { Parameters: { commands: 'ls' } }],
    ['neither instances nor targets', 'ValidationException', { InstanceIds: [] }],
    ['a time-out below 30 s', 'ValidationException', { TimeoutSeconds: 29 }],
  ];
  for (const [what, code, input] of REFUSED) {
    it(`refuses ${what}: ${code}`, async () => {
      const answer = await sendCommand(input);
      assert.deepEqual([answer.status, answer.code], [400, code], JSON.stringify(answer.body));
    });
  }

  it('runs on instances by tag or id, and lists what it ran', async () => {
    const ok = await run(sandbox, instance, 'echo hello');
    assert.deepEqual([ok.Status, ok.ResponseCode, ok.StandardOutputContent], ['Success', 0, 'hello\n']);
    const none = await sendCommand({ InstanceIds: [], Targets: [{ Key: 'tag:Name', Values: ['nobody'] }] });
    assert.equal((none.body['Command'] as { TargetCount: number }).TargetCount, 0);
    type Listed = { CommandInvocations: { Status: string; CommandPlugins: { Output: string }[] }[] };
    const { CommandInvocations: listed } = await expectOk<Listed>(
      sandbox,
      administrator(),
      'ssm',
      'ListCommandInvocations',
      { InstanceId: instance, Details: true },
    );
    assert.deepEqual(
      listed.map((one) => [one.Status, one.CommandPlugins.map(({ Output: output }) => output)]),
      [['Success', ['hello\n']]],
    );
    const { Commands: commands } = await expectOk<{ Commands: object[] }>(
      sandbox,
      administrator(),
      'ssm',
      'ListCommands',
    );
    assert.equal(commands.length, 2);
  });

  it('keeps the first 24,000 characters of the output', async () => {
    const long = await run(
      sandbox,
      instance,
      'i=0; while [ $i -lt 300 ]; do printf "%0100d" 0; i=$((i+1)); done',
    );
    assert.equal(long.StandardOutputContent, '0'.repeat(24_000));
  });

  it('knows no command of another account', async () => {
    const sent = await sendCommand({});
    const { CommandId: id } = sent.body['Command'] as { CommandId: string };
    const input = { CommandId: id, InstanceId: instance };
    for (const keys of [sandbox.accounts.bucket, sandbox.accounts.key]) {
      assert.equal(
        (await call(sandbox, keys, 'ssm', 'GetCommandInvocation', input)).code,
        'InvocationDoesNotExist',
      );
      assert.equal((await sendCommand({}, keys)).code, 'InvalidInstanceId');
    }
  });

  it('does what the identity policies allow, on the instances that they name', async () => {
    const other = `arn:aws:ec2:*:*:instance/i-00000000000000000`;
    const document = 'arn:aws:ssm:*:*:document/AWS-RunShellScript';
    const policies = { one: allow('ssm:*', document), two: allow('ssm:*', '*') };
    const half = await makeUser(sandbox, administrator(), 'half', policies.one);
    const refused = await sendCommand({}, half);
    assert.equal(refused.code, 'AccessDeniedException');
    assert.match(
      refused.body['message'] as string,
      new RegExp(`on resource: arn:aws:ec2:us-east-1:\\d{12}:instance/${instance} `),
    );
    const wrong = await makeUser(
      sandbox,
      administrator(),
      'wrong',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ssm:SendCommand', Resource: [document, other] }],
      }),
    );
    assert.equal((await sendCommand({}, wrong)).code, 'AccessDeniedException');
    const all = await makeUser(sandbox, administrator(), 'all', policies.two);
    assert.equal((await sendCommand({}, all)).status, 200);
  });

  it('has public parameters, and no other operations', async () => {
    const name = '/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2';
    const parameter = await call(sandbox, administrator(), 'ssm', 'GetParameter', { Name: name });
    assert.equal(parameter.status, 200, JSON.stringify(parameter.body));
    const answer = await call(sandbox, administrator(), 'ssm', 'StartSession', { Target: instance });
    assert.deepEqual([answer.status, answer.code], [501, 'NotImplemented']);
  });

  it('runs nothing on instances that have stopped', async () => {
    await ec2(sandbox, administrator(), 'TerminateInstances', { 'InstanceId.1': instance }, 'instanceId');
    assert.equal((await sendCommand({})).code, 'InvalidInstanceId');
    const { InstanceInformationList: list } = await expectOk<{ InstanceInformationList: object[] }>(
      sandbox,
      administrator(),
      'ssm',
      'DescribeInstanceInformation',
    );
    assert.deepEqual(list, []);
  });
});
