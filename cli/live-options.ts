/** Options of the commands that read live accounts: `diagnose --file-system`, `rehearse --live`, `adopt`. */
import { FILE_SYSTEM_ID, parseArn } from '../core/facts/arns';
import { partitionOfRegion } from '../core/facts/regions';
import type { LiveEvidence, LiveInput } from '../runner/live/diagnose';
import type { CommandIo } from './io';

export interface LiveCommandOptions {
  fileSystem?: string;
  /** Profile of account A; without it, the usual credential chain. */
  profile?: string;
  /** Profile of account B. */
  bucketProfile?: string;
  /** Profile of account C. */
  keyProfile?: string;
  region?: string;
  endpointUrl?: string;
  /** Buckets that are meant, beside those that are linked. */
  bucket?: readonly string[];
  /** Keys that are meant, whatever the buckets name. */
  key?: readonly string[];
  /** Files that other owners saved with `--bundle`, or with AWS's sentences. */
  with?: readonly string[];
  /** False: CloudTrail is not asked. */
  events?: boolean;
}

/** What commands that read live accounts have of this process. */
export interface LiveIo extends CommandIo {
  /** Reads the accounts; the AWS clients in there are large, and loaded when they are needed. */
  collect: (input: LiveInput) => Promise<LiveEvidence>;
}

/** What a deployment in the folder says, where the options do not. */
export interface LiveDefaults {
  fileSystem?: string;
  region?: string;
  profile?: string;
  bucketProfile?: string;
  keyProfile?: string;
  /** Names of buckets that are there. */
  buckets?: readonly string[];
  /** ARNs of keys that are there. */
  keys?: readonly string[];
}

export type LiveInputResult = { status: 'right'; input: LiveInput } | { status: 'wrong'; message: string };

export function liveInputOf(
  options: LiveCommandOptions,
  io: CommandIo,
  defaults: LiveDefaults = {},
): LiveInputResult {
  const wrong = (message: string): LiveInputResult => ({ status: 'wrong', message });
  const id = options.fileSystem ?? defaults.fileSystem;
  if (id === undefined) return wrong('Name the file system: --file-system fs-0123456789abcdef0.');
  if (!FILE_SYSTEM_ID.test(id))
    return wrong(`--file-system ${id}: an id is "fs-" and 8 to 17 hexadecimal digits.`);
  const region =
    options.region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? defaults.region;
  if (region === undefined) return wrong('Name the Region of the file system: --region us-east-1.');
  if (partitionOfRegion(region) === undefined) return wrong(`--region ${region}: no Region has that name.`);
  const noKey = options.key?.find((arn) => parseArn(arn)?.resource.startsWith('key/') !== true);
  if (noKey !== undefined)
    return wrong(`--key ${noKey}: it is the full ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID.`);
  const profiles = {
    ...profileFor('fileSystem', options.profile ?? defaults.profile),
    ...profileFor('bucket', options.bucketProfile ?? defaults.bucketProfile),
    ...profileFor('key', options.keyProfile ?? defaults.keyProfile),
  };
  return {
    status: 'right',
    input: {
      cwd: io.cwd,
      fileSystemId: id,
      region,
      profiles,
      buckets: givenOr(options.bucket, defaults.buckets),
      keys: givenOr(options.key, defaults.keys),
      endpointUrl: options.endpointUrl,
      events: options.events,
      with: options.with ?? [],
      signal: io.signal,
    },
  };
}

/** An option that may be given several times is an empty list where it is not given. */
function givenOr(given: readonly string[] = [], other: readonly string[] = []): readonly string[] {
  return given.length > 0 ? given : other;
}

function profileFor(account: 'fileSystem' | 'bucket' | 'key', profile: string | undefined) {
  return profile === undefined ? {} : { [account]: profile };
}
