/** Whether the client answers, and how it sends its data. */
import { DescribeInstancesCommand, DescribeInstanceTypesCommand } from '@aws-sdk/client-ec2';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import type { Check, Evidence } from '../../core/journey/proof';
import { ask } from './ask';
import { duration, poll, type Look } from './poll';
import { byHand } from './read-place';
import { clientOf } from './subjects';
import { unanswered } from './unanswered';
import { evidenceOf, failed, passed, take, unknown, type Outcome, type Verification } from './verification';

export function clientCheck(on: Verification): Promise<Check> {
  const title = 'The client is Online in Systems Manager';
  return take(on, { id: 'client-online', account: 'fileSystem', title }, async (say) => {
    const client = clientOf(on);
    if (client.status === 'none') {
      const mount = on.outputs.fileSystem?.['mount_command'];
      return unknown(`${client.why}${mount === undefined ? '' : ` ${byHand([mount])}`}`);
    }
    const { instanceId } = client;
    const question = {
      account: 'fileSystem',
      action: 'ssm:DescribeInstanceInformation',
      resource: instanceId,
    } as const;
    const ended = await poll(on, { limitMs: on.limits.clientMs, say }, async (): Promise<Look<Outcome>> => {
      const asked = await ask(on, question, ({ ssm }, options) =>
        ssm.send(
          new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [instanceId] }] }),
          options,
        ),
      );
      if (asked.status !== 'answered') return { status: 'done', end: unanswered(on, asked) };
      const [found] = asked.answer.InstanceInformationList ?? [];
      if (found?.PingStatus !== 'Online') {
        const state = found?.PingStatus ?? 'not registered with Systems Manager yet';
        return { status: 'waiting', why: `${instanceId} is ${state}.` };
      }
      const { PingStatus, PlatformName, PlatformVersion, AgentVersion } = found;
      const evidence = evidenceOf(
        on,
        { ...question, title: `Client ${instanceId}` },
        { InstanceId: found.InstanceId, PingStatus, PlatformName, PlatformVersion, AgentVersion },
      );
      const transit = await encryptionInTransit(on, instanceId);
      const message = [`${instanceId} is Online.`, transit.sentence].join(' ').trim();
      return { status: 'done', end: passed(message, evidence, ...transit.evidence) };
    });
    if (ended.status === 'done') return ended.end;
    return ended.status === 'cancelled'
      ? unknown('It was interrupted before this was seen.')
      : failed(
          `${instanceId} was not Online after ${duration(ended.waitedMs)}: it needs an instance profile with AmazonSSMManagedInstanceCore, and a way to Systems Manager (Internet or VPC endpoints).`,
        );
  });
}

/** Whether the client's instance type encrypts what it sends to the file system; a note, nothing depends on it. */
async function encryptionInTransit(
  on: Verification,
  instanceId: string,
): Promise<{ sentence: string; evidence: Evidence[] }> {
  const account = 'fileSystem';
  const instances = await ask(
    on,
    { account, action: 'ec2:DescribeInstances', resource: instanceId },
    ({ ec2 }, options) => ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }), options),
  );
  const type =
    instances.status === 'answered'
      ? instances.answer.Reservations?.[0]?.Instances?.[0]?.InstanceType
      : undefined;
  if (type === undefined) return { sentence: '', evidence: [] };
  const action = 'ec2:DescribeInstanceTypes';
  const types = await ask(on, { account, action, resource: type }, ({ ec2 }, options) =>
    ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: [type] }), options),
  );
  const supported =
    types.status === 'answered'
      ? types.answer.InstanceTypes?.[0]?.NetworkInfo?.EncryptionInTransitSupported
      : undefined;
  if (supported === undefined) return { sentence: '', evidence: [] };
  return {
    sentence: supported
      ? `${type} encrypts data in transit.`
      : `${type} does not encrypt data in transit: choose another client.instanceType where that matters.`,
    evidence: [
      evidenceOf(
        on,
        { account, action, title: `Instance type ${type}` },
        { InstanceType: type, EncryptionInTransitSupported: supported },
      ),
    ],
  };
}
