/** Where it happens: accounts, key, bucket and file system, as far as the text or a deployment names them. */
import type { ResolvedDeployment } from '../deployment/resolve';
import type { Sighting } from '../evidence/mixed-text';
import { ACCOUNT_ID, parseArn } from '../facts/arns';
import { bucketNameProblem } from '../facts/s3';
import type { AccountRole } from '../journey/steps';
import { callerOf } from './caller';
import type { AccountOf } from './diagnosis';

export interface Scene {
  partition: string;
  region?: string;
  accounts: Partial<Record<AccountRole, string>>;
  fileSystemId?: string;
  bucket?: string;
  keyArn?: string;
  /** The deployment of the folder, where nothing in the text speaks against it. */
  deployment?: ResolvedDeployment;
}

const KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

/** One value, or undefined for none or several. */
function only<T>(values: readonly (T | undefined)[]): T | undefined {
  const distinct = [...new Set(values.filter((value) => value !== undefined))];
  return distinct.length === 1 ? distinct[0] : undefined;
}

/** The scene of everything that was seen. What is named twice and differently is left out. */
export function sceneOf(sightings: readonly Sighting[], deployment?: ResolvedDeployment): Scene {
  const roles = sightings.flatMap((one) => {
    const caller = callerIn(one);
    return caller.kind === 'file-system' ? [caller] : [];
  });
  const keys = sightings.flatMap(keysIn);
  const text: Scene = {
    partition:
      only([
        ...roles.map(({ roleArn }) => parseArn(roleArn)?.partition),
        ...keys.map((key) => parseArn(key)?.partition),
      ]) ?? 'aws',
    ...named('region', only([...keys.map((key) => parseArn(key)?.region), ...sightings.map(regionIn)])),
    accounts: {
      ...named('fileSystem', only(roles.map(({ account }) => account))),
      ...named('key', only(keys.map((key) => parseArn(key)?.account))),
    },
    ...named(
      'fileSystemId',
      only([...roles.map(({ fileSystemId }) => fileSystemId), ...sightings.map(fileSystemIn)]),
    ),
    ...named('bucket', only(sightings.map(bucketIn))),
    ...named('keyArn', only(keys)),
  };
  return deployment ? withDeployment(text, deployment) : text;
}

/** The scene of one group of sightings: its own values first, then those of the whole text. */
export function narrowed(whole: Scene, own: readonly Sighting[]): Scene {
  const scene = sceneOf(own);
  const { keyArn } = scene;
  return {
    ...whole,
    ...scene,
    partition: own.some((one) => keysIn(one).length > 0 || callerIn(one).kind !== 'unknown')
      ? scene.partition
      : whole.partition,
    accounts: { ...whole.accounts, ...scene.accounts },
    ...(keyArn === undefined ? {} : { keyArn }),
  };
}

/** Adds what the deployment knows, unless the text is about other accounts. */
function withDeployment(text: Scene, deployment: ResolvedDeployment): Scene {
  const { accounts, region, buckets, keys, fileSystem } = deployment;
  const contradicts =
    (text.accounts.fileSystem ?? accounts.fileSystem.id) !== accounts.fileSystem.id ||
    (text.accounts.key ?? accounts.key.id) !== accounts.key.id ||
    (text.region ?? region) !== region ||
    (fileSystem.existingId !== undefined &&
      (text.fileSystemId ?? fileSystem.existingId) !== fileSystem.existingId) ||
    (text.bucket !== undefined && !buckets.some(({ bucketName }) => bucketName === text.bucket));
  if (contradicts) return text;
  return {
    ...text,
    partition: deployment.partition,
    region,
    accounts: { fileSystem: accounts.fileSystem.id, bucket: accounts.bucket.id, key: accounts.key.id },
    ...named('fileSystemId', text.fileSystemId ?? fileSystem.existingId),
    ...named('bucket', text.bucket ?? only(buckets.map(({ bucketName }) => bucketName))),
    ...named('keyArn', text.keyArn ?? only(keys.map(({ existingArn }) => existingArn))),
    deployment,
  };
}

/** Which of the three an account is, where that is known. */
export function accountOf(scene: Scene, id: string | undefined): AccountOf {
  if (id === undefined || !ACCOUNT_ID.test(id)) return {};
  const roles = (['fileSystem', 'bucket', 'key'] as const).filter((role) => scene.accounts[role] === id);
  return { ...(roles[0] === undefined ? {} : { role: roles[0] }), id };
}

/** One of the three, with its id where that is known. */
export function accountIn(scene: Scene, role: AccountRole): AccountOf {
  return { role, ...named('id', scene.accounts[role]) };
}

export function callerIn(sighting: Sighting) {
  switch (sighting.kind) {
    case 'denial':
      return callerOf(sighting.denial.principal, sighting.event?.roleArn);
    case 'call':
      return callerOf(sighting.event.principalArn, sighting.event.roleArn);
    case 'known-error':
      return callerOf(sighting.event?.principalArn, sighting.event?.roleArn);
    default:
      return callerOf(undefined);
  }
}

function keysIn(sighting: Sighting): string[] {
  const event = 'event' in sighting ? sighting.event : undefined;
  const named = sighting.kind === 'denial' ? [sighting.denial.resource ?? ''] : [];
  const said =
    sighting.kind === 'known-error'
      ? (sighting.error.said.match(/arn:aws[\w-]*:kms:[\w:-]+:key\/[\w-]+/g) ?? [])
      : [];
  return [...named, ...(event?.keyArns ?? []), ...said].filter((arn) => KEY.test(arn));
}

function bucketIn(sighting: Sighting): string | undefined {
  const texts =
    sighting.kind === 'record'
      ? [sighting.record.bucket]
      : [
          ...(sighting.kind === 'denial' ? [bucketOf(sighting.denial.resource)] : []),
          ...('event' in sighting ? [bucketOf(sighting.event?.s3Context)] : []),
        ];
  return texts.find((name) => name !== undefined && bucketNameProblem(name) === undefined);
}

/** Name of the bucket in the ARN of a bucket or object. */
export function bucketOf(arn: string | undefined): string | undefined {
  return /^arn:aws[a-z-]*:s3:::([a-z0-9.-]+)(?:\/|$)/.exec(arn ?? '')?.[1];
}

function regionIn(sighting: Sighting): string | undefined {
  const event = 'event' in sighting ? sighting.event : undefined;
  return event !== undefined &&
    /^[a-z]+(?:-[a-z]+)+-\d$/.test(event.region) &&
    event.source === 'kms.amazonaws.com'
    ? event.region
    : undefined;
}

function fileSystemIn(sighting: Sighting): string | undefined {
  const id = sighting.kind === 'record' ? sighting.record.fileSystemId : undefined;
  return id !== undefined && /^fs-[0-9a-f]{8,17}$/.test(id) ? id : undefined;
}

/** A member that is left out where there is no value. */
export function named<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
