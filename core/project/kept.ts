/** A cdktf.json that was there before its project, as `adopt` leaves it: it is kept, and answers what would be asked. */
import { DEPLOYMENT_CONTEXT_PATH, formatPath } from '../deployment/format';
import { parseDeployment } from '../deployment/parse';
import { orList } from '../deployment/problem';
import type { Deployment } from '../deployment/schema';
import { bucketNameOf } from '../deployment/sections/buckets';
import { valueAt } from '../json-value';
import { PROJECT_FIELDS, type Answers, type FieldName, type ProjectField } from './fields';
import { PROJECT_APP, PROJECT_LANGUAGE } from './files';
import type { Mistake } from './mistakes';

export type KeptConfiguration =
  | { readonly status: 'fits'; readonly deployment: Deployment }
  /** `why`: all that is wrong with it, each as words behind the file's name. */
  | { readonly status: 'wrong'; readonly why: readonly string[] };

/** What the other files of a project are written for. */
const NEEDED = { language: PROJECT_LANGUAGE, app: PROJECT_APP } as const;

/** Whether a cdktf.json, read as JSON, has a deployment at all. */
export function hasDeployment(configuration: unknown): boolean {
  return valueAt(configuration, DEPLOYMENT_CONTEXT_PATH) !== undefined;
}

/** Judges a cdktf.json that has a deployment: whether the other files can be written beside it. */
export function readKept(configuration: Readonly<Record<string, unknown>>): KeptConfiguration {
  const settings = Object.entries(NEEDED).flatMap(([name, needed]) => {
    const found = configuration[name];
    if (found === needed) return [];
    const has = found === undefined ? `has no "${name}"` : `has ${shown(found)} as "${name}"`;
    return [`${has}; the files that are written beside it need ${shown(needed)}`];
  });
  const parsed = parseDeployment(valueAt(configuration, DEPLOYMENT_CONTEXT_PATH));
  if (parsed.status === 'valid' && settings.length === 0)
    return { status: 'fits', deployment: parsed.deployment };
  const problems = parsed.status === 'valid' ? [] : parsed.problems;
  return {
    status: 'wrong',
    why: [
      ...settings,
      ...problems.map(({ path, value, problem, right }) => {
        const place = formatPath([...DEPLOYMENT_CONTEXT_PATH, ...path]);
        return `has a mistake: ${place}${value === undefined ? '' : ` ${shown(value)}`} ${problem}; right: ${right}`;
      }),
    ],
  };
}

/** What a deployment says where a new project has an answer; of several keys or buckets, each. */
const SAID: Readonly<Record<FieldName, (deployment: Deployment) => readonly (string | undefined)[]>> = {
  fileSystemAccount: ({ accounts }) => [accounts.fileSystem.id],
  bucketAccount: ({ accounts }) => [accounts.bucket.id],
  keyAccount: ({ accounts }) => [accounts.key.id],
  fileSystemProfile: ({ accounts }) => [accounts.fileSystem.profile],
  bucketProfile: ({ accounts }) => [accounts.bucket.profile],
  keyProfile: ({ accounts }) => [accounts.key.profile],
  region: ({ region }) => [region],
  existingFileSystem: ({ fileSystem }) => [fileSystem.existingId],
  existingKey: ({ keys }) => keys.map(({ existingArn }) => existingArn),
  existingBucket: ({ buckets }) =>
    buckets.filter(({ existing }) => existing).map(({ bucketName }) => bucketName),
  newBucket: ({ buckets, namePrefix, region, accounts }) =>
    buckets
      .filter(({ existing }) => !existing)
      .map((bucket) => bucketNameOf(bucket, { namePrefix, region, accountId: accounts.bucket.id })),
};

/** Answers that say something else than the deployment that is kept, in the order of the fields. */
export function contradictions(answers: Answers, deployment: Deployment): Mistake[] {
  return PROJECT_FIELDS.flatMap((field): Mistake[] => {
    const value = answers[field.name];
    const said = new Set(SAID[field.name](deployment).filter((one) => one !== undefined));
    if (value === undefined || said.has(value)) return [];
    const has = orList([...said].map((one) => JSON.stringify(one)));
    const reason = 'that file is kept as it is, and the project is made from it.';
    return [{ field, problem: { value, reason, ...against(field, has) } }];
  });
}

/** @param has what the file has; empty for nothing */
function against({ option, path }: ProjectField, has: string): Pick<Mistake['problem'], 'problem' | 'right'> {
  const place = formatPath([...DEPLOYMENT_CONTEXT_PATH, ...path]);
  return has === ''
    ? {
        problem: 'is not in the cdktf.json that is there',
        right: `leave ${option} out, or write ${place} into that file first`,
      }
    : {
        problem: `is not what the cdktf.json that is there has: ${has}`,
        right: `${has}, or leave ${option} out; to have another, change ${place} in that file first`,
      };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
