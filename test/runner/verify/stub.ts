import { fileSystemRoleArn } from '../../../core/facts/arns';
import { resolveDeployment } from '../../../core/deployment/resolve';
import type { Deployment } from '../../../core/deployment/schema';
import type { AccountRole } from '../../../core/journey/steps';
import { bucketPolicy } from '../../../core/policies/bucket-policy';
import { keyPolicy } from '../../../core/policies/key-policy';
import type { AccountClients } from '../../../runner/verify/clients';
import type { VerifyOptions } from '../../../runner/verify/verify-step';
import { ACCOUNT_A, deployment as sample } from '../../support/deployments';

export const KEY = 'arn:aws:kms:us-east-1:333333333333:key/2a1bae3d-a3e7-475b-acb2-b0dd92a5ff99';
export const FILE_SYSTEM = 'fs-0123456789abcdef0';
export const INSTANCE = 'i-0123456789abcdef0';
export const ROLE = fileSystemRoleArn('aws', ACCOUNT_A, FILE_SYSTEM);
export const SESSION = `arn:aws:sts::${ACCOUNT_A}:assumed-role/AWSServiceRoleForFSxS3Access_${FILE_SYSTEM}/FSx`;
export const CONTENT = 'Encrypted in account B with the key of account C.\n';
const BEGIN = Date.parse('2026-11-24T10:00:00.400Z');

export type Input = Record<string, unknown>;
/** What a call answers, by its name, for example `DescribeKey`, or `key:DescribeKey` in one account. Errors are thrown. */
export type Answers = Record<string, (input: Input) => unknown>;
/** What a line of shell on the client comes to. */
export type Shell = (line: string) => { exitCode?: number; stdout?: string; stderr?: string } | undefined;

/** An error as the AWS SDK throws it. */
export function awsError(name: string, httpStatusCode: number, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

export interface Call {
  account: AccountRole;
  name: string;
  input: Input;
  atMs: number;
}

export interface Stub {
  options: VerifyOptions;
  /** Every call, in order. */
  calls: Call[];
  /** Lines run on the client. */
  lines: string[];
  said: string[];
}

export interface StubOptions {
  deployment?: Deployment;
  outputs?: VerifyOptions['outputs'];
  answers?: Answers;
  shell?: Shell;
  signal?: AbortSignal;
  limits?: VerifyOptions['limits'];
}

/** The outputs of stacks that are deployed, for the sample deployment. */
export function sampleOutputs(): NonNullable<VerifyOptions['outputs']> {
  const [bucket] = resolveDeployment(sample()).buckets;
  return {
    key: { key_arn_data: KEY },
    bucket: { test_object_data: `s3://${bucket?.bucketName ?? ''}/test.txt` },
    fileSystem: {
      file_system_id: FILE_SYSTEM,
      association_id_data: 'dra-0123456789abcdef0',
      client_instance_id: INSTANCE,
      grant_id_data: 'g-1',
    },
  };
}

/** AWS with everything as it should be after step 6, a clock that only sleeping moves, and what a test changes. */
export function stub({ answers = {}, shell = () => undefined, ...given }: StubOptions = {}): Stub {
  const { deployment = sample(), outputs = sampleOutputs(), signal, limits } = given;
  const calls: Call[] = [];
  const lines: string[] = [];
  const said: string[] = [];
  let nowMs = BEGIN;
  const table = { ...happy(deployment, () => nowMs, lines, shell), ...answers };
  const send = (account: AccountRole) => (command: { constructor: { name: string }; input: Input }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    calls.push({ account, name, input: command.input, atMs: nowMs - BEGIN });
    const answer = table[`${account}:${name}`] ?? table[name];
    if (!answer) throw new Error(`${name} is not stubbed`);
    return Promise.resolve().then(() => answer(command.input));
  };
  const clients = (account: AccountRole) => {
    const client = { send: send(account) };
    return Object.fromEntries(
      ['cloudtrail', 'ec2', 'fsx', 'kms', 'logs', 's3', 'ssm'].map((service) => [service, client]),
    ) as unknown as AccountClients;
  };
  const options: VerifyOptions = {
    deployment,
    target: { kind: 'aws' },
    outputs,
    access: () => {
      throw new Error('The stub has clients.');
    },
    clients,
    now: () => new Date(nowMs),
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    onProgress: ({ id, message }) => said.push(`${id}: ${message}`),
    ...(signal && { signal }),
    ...(limits && { limits }),
  };
  return { options, calls, lines, said };
}

/** An answer of LookupEvents. */
export function trail(...events: object[]): object {
  return { Events: events.map((event) => ({ CloudTrailEvent: JSON.stringify(event) })) };
}

/** The event of a refused call of the role. */
export function refusedEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventName: 'Decrypt',
    eventSource: 'kms.amazonaws.com',
    eventTime: '2026-11-24T10:00:00Z',
    eventID: 'e-1',
    userIdentity: { arn: SESSION, accessKeyId: 'ASIAEXAMPLE' },
    errorCode: 'AccessDenied',
    errorMessage: `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`,
    ...changes,
  };
}

function happy(deployment: Deployment, now: () => number, lines: string[], shell: Shell): Answers {
  const resolved = resolveDeployment(deployment);
  const [bucket] = resolved.buckets;
  if (!bucket) throw new Error('no bucket');
  const written = new Map<string, string>();
  let command = '';
  return {
    GetBucketPolicy: () => ({ Policy: JSON.stringify(bucketPolicy(resolved, bucket)) }),
    GetKeyPolicy: () => ({ Policy: JSON.stringify(keyPolicy(resolved, 'data')) }),
    DescribeKey: () => ({
      KeyMetadata: {
        Arn: KEY,
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
      },
    }),
    GetBucketEncryption: () => ({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
    HeadObject: () => ({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KEY,
      BucketKeyEnabled: true,
      ContentLength: CONTENT.length,
    }),
    DescribeFileSystems: () => ({
      FileSystems: [
        {
          FileSystemId: FILE_SYSTEM,
          Lifecycle: 'AVAILABLE',
          LustreConfiguration: {
            DeploymentType: 'SCRATCH_2',
            LogConfiguration: {
              Level: 'WARN_ERROR',
              Destination: 'arn:aws:logs:us-east-1:111111111111:log-group:/aws/fsx/x',
            },
          },
        },
      ],
    }),
    DescribeDataRepositoryAssociations: () => ({
      Associations: resolved.buckets.map(({ name, fileSystemPath, dataRepositoryPath }, index) => ({
        AssociationId: name === 'data' ? 'dra-0123456789abcdef0' : `dra-0${index}`,
        Lifecycle: 'AVAILABLE',
        FileSystemPath: fileSystemPath,
        DataRepositoryPath: dataRepositoryPath,
      })),
    }),
    DescribeInstanceInformation: () => ({
      InstanceInformationList: [{ InstanceId: INSTANCE, PingStatus: 'Online' }],
    }),
    DescribeInstances: () => ({ Reservations: [{ Instances: [{ InstanceType: 'm6i.large' }] }] }),
    DescribeInstanceTypes: () => ({
      InstanceTypes: [{ NetworkInfo: { EncryptionInTransitSupported: true } }],
    }),
    ListGrants: () => ({
      Grants: [
        {
          GrantId: 'g-1',
          GranteePrincipal: ROLE,
          IssuingAccount: `arn:aws:iam::${ACCOUNT_A}:root`,
          Operations: ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
        },
      ],
    }),
    LookupEvents: () => trail(),
    FilterLogEvents: () => ({ events: [] }),
    SendCommand: (input) => {
      command = (input['Parameters'] as { commands: string[] }).commands.at(-1) ?? '';
      lines.push(command);
      return { Command: { CommandId: 'c', RequestedDateTime: new Date(now()) } };
    },
    GetCommandInvocation: () => {
      const ended = shell(command) ?? lustre(command, written);
      const { exitCode = 0, stdout = '', stderr = '' } = ended;
      return {
        Status: exitCode === 0 ? 'Success' : 'Failed',
        ResponseCode: exitCode,
        StandardOutputContent: stdout,
        StandardErrorContent: stderr,
      };
    },
  };
}

/** A client on which everything goes well. */
function lustre(line: string, written: Map<string, string>): NonNullable<ReturnType<Shell>> {
  const words = [...line.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
  const path = words.at(-1) ?? '';
  if (line.startsWith('echo')) written.set(path, `${words[0] ?? ''}\n`);
  if (line.includes('hsm_state'))
    return { stdout: `${path}: (0x0000000d) released exists archived, archive_id:1\n` };
  if (line.includes('hsm_action')) return { stdout: `${path}: NOOP\n` };
  if (line.startsWith('cat')) return { stdout: written.get(path) ?? CONTENT };
  return {};
}
