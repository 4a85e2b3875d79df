/** Read-only commands that settle what a text leaves open. */
import { parseArn } from '../facts/arns';
import { command } from './changes/shell';
import { standIn, valuesOf } from './changes/values';
import type { AccountOf, OpenPoint } from './diagnosis';
import type { Caller } from './caller';
import { accountIn, accountOf, type Scene } from './scene';

/** The grants of the file system's role. */
export function listGrants(scene: Scene): Pick<OpenPoint, 'command' | 'account'> {
  const { region, keyArn, roleArn } = valuesOf(scene);
  return {
    command: command(
      'aws',
      'kms',
      'list-grants',
      '--region',
      region,
      '--key-id',
      keyArn,
      '--grantee-principal',
      roleArn,
    ),
    account: accountIn(scene, 'key'),
  };
}

export function getKeyPolicy(scene: Scene): Pick<OpenPoint, 'command' | 'account'> {
  const { region, keyArn } = valuesOf(scene);
  return {
    command: command(
      'aws',
      'kms',
      'get-key-policy',
      '--region',
      region,
      '--key-id',
      keyArn,
      '--policy-name',
      'default',
    ),
    account: accountIn(scene, 'key'),
  };
}

export function describeKey(scene: Scene): Pick<OpenPoint, 'command' | 'account'> {
  const { region, keyArn } = valuesOf(scene);
  return {
    command: command('aws', 'kms', 'describe-key', '--region', region, '--key-id', keyArn),
    account: accountIn(scene, 'key'),
  };
}

export function getBucketPolicy(scene: Scene): Pick<OpenPoint, 'command' | 'account'> {
  return {
    command: command('aws', 's3api', 'get-bucket-policy', '--bucket', valuesOf(scene).bucket),
    account: accountIn(scene, 'bucket'),
  };
}

export function getBucketEncryption(scene: Scene): Pick<OpenPoint, 'command' | 'account'> {
  return {
    command: command('aws', 's3api', 'get-bucket-encryption', '--bucket', valuesOf(scene).bucket),
    account: accountIn(scene, 'bucket'),
  };
}

/** @param key of the object; without checksum mode it takes no permission on the key */
export function headObject(scene: Scene, key = standIn('objectKey')): Pick<OpenPoint, 'command' | 'account'> {
  return {
    command: command('aws', 's3api', 'head-object', '--bucket', valuesOf(scene).bucket, '--key', key),
    account: accountIn(scene, 'bucket'),
  };
}

export function describeAssociations(scene: Scene): Pick<OpenPoint, 'command' | 'account'> {
  const { region, fileSystemId } = valuesOf(scene);
  return {
    command: command(
      'aws',
      'fsx',
      'describe-data-repository-associations',
      '--region',
      region,
      '--filters',
      `Name=file-system-id,Values=${fileSystemId}`,
    ),
    account: accountIn(scene, 'fileSystem'),
  };
}

/** The calls of one name in account A: refused ones across accounts are recorded there alone. */
export function lookupEvents(scene: Scene, eventName: string): Pick<OpenPoint, 'command' | 'account'> {
  return {
    command: lookUp(scene, '--lookup-attributes', `AttributeKey=EventName,AttributeValue=${eventName}`),
    account: accountIn(scene, 'fileSystem'),
  };
}

/** Every refused call that the caller's account has in its history. */
export function lookupRefusals(scene: Scene): Pick<OpenPoint, 'command'> {
  const refused = 'Events[?contains(CloudTrailEvent, `AccessDenied`)].CloudTrailEvent';
  return { command: lookUp(scene, '--query', refused) };
}

function lookUp(scene: Scene, ...which: readonly string[]): string {
  return command('aws', 'cloudtrail', 'lookup-events', '--region', valuesOf(scene).region, ...which);
}

/** What AWS hides in an answer, for whoever may decode it. */
export function decodeMessage(encoded: string, account: AccountOf): Pick<OpenPoint, 'command' | 'account'> {
  return {
    command: command('aws', 'sts', 'decode-authorization-message', '--encoded-message', encoded),
    account,
  };
}

/** The policy with a given ARN; undefined for one that no command is known for. */
export function readPolicy(policyArn: string): string | undefined {
  const arn = parseArn(policyArn);
  const id = arn?.resource.split('/').at(-1) ?? '';
  if (arn?.service === 'organizations')
    return command('aws', 'organizations', 'describe-policy', '--policy-id', id);
  return arn?.service === 'iam' ? command('aws', 'iam', 'get-policy', '--policy-arn', policyArn) : undefined;
}

/** What a caller's own policies allow; nothing where the caller is not known, or has none that can be read. */
export function ownPolicies(caller: Caller, scene: Scene): OpenPoint[] {
  if (caller.kind !== 'principal') return [];
  return [
    {
      text: "Whether the caller's own policies allow it, and a condition does not fit.",
      command: readCallerPolicies(caller),
      account: accountOf(scene, caller.account),
    },
  ];
}

/** The policies of a user or role. */
export function readCallerPolicies({ arn, name }: Extract<Caller, { kind: 'principal' }>): string {
  return parseArn(arn)?.resource.startsWith('user/') === true
    ? command('aws', 'iam', 'list-attached-user-policies', '--user-name', name.split('/').at(-1) ?? name)
    : command('aws', 'iam', 'list-attached-role-policies', '--role-name', name);
}
