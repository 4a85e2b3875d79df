/**
 * The deployment, `context.fsxLustreKms` of cdktf.json. This schema is the source of its TypeScript type, of the
 * errors at synth, of the JSON Schema that editors use, and of the reference in the README.
 */
import { z } from 'zod';
import { STEPS } from '../journey/steps';
import { expressionProblems } from './expressions';
import { field, type DeploymentCheck, type DeploymentProblem } from './problem';
import { accountsShape, checkAccountIds, checkAssumedRoles, regionShape } from './sections/accounts';
import { backendShape, checkBackend } from './sections/backend';
import { bucketsShape, checkAssociations, checkBucketKeys, checkBucketNames } from './sections/buckets';
import { fileSystemShape } from './sections/file-system';
import {
  checkAtRestKey,
  checkCreator,
  checkExistingFileSystem,
  checkLogGroup,
} from './sections/file-system-checks';
import { checkFileSystemMatrix } from './sections/file-system-matrix';
import {
  checkExactMode,
  checkGrantConstraint,
  checkGrantPrincipals,
  grantShape,
  serviceLinkedRoleShape,
} from './sections/grant';
import { checkExistingGrants, checkKeys, keysShape } from './sections/keys';
import {
  checkAvailabilityZone,
  checkClient,
  checkNetwork,
  clientShape,
  networkShape,
} from './sections/network';

/** Longest tag key and value, and most tags on a resource (AWS General Reference, "Tagging"). */
const TAG_LIMITS = { count: 49, key: 128, value: 256 };
/** What every service takes in tags (Resource Groups Tagging API, "Tag restrictions"). */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const shape = {
  accounts: accountsShape,
  region: regionShape,
  namePrefix: field(
    z
      .string()
      .regex(/^(?!sg-|sg$)[a-z][a-z0-9-]{1,19}$/)
      .default('fsx-lustre-kms'),
    'Beginning of the names of what is created.',
    {
      reason: 'it becomes part of bucket names, role names and aliases.',
      right: '2 to 20 lower-case letters, digits and hyphens, beginning with a letter, but not with sg-',
    },
  ),
  tags: field(
    z
      .record(
        z
          .string()
          .min(1)
          .max(TAG_LIMITS.key)
          .regex(/^(?!aws:)/i)
          .regex(TAG_TEXT),
        z.string().max(TAG_LIMITS.value).regex(TAG_TEXT),
      )
      .refine((tags) => Object.keys(tags).length <= TAG_LIMITS.count, { message: 'has more than 49 tags' })
      .refine(
        (tags) =>
          new Set(Object.keys(tags).map((name) => name.toLowerCase())).size === Object.keys(tags).length,
        { message: 'has two names that differ in case only' },
      )
      .default({}),
    'Tags on everything that takes tags.',
    {
      reason:
        'AWS takes 50 tags (Name is ours), keys of 128 characters that do not begin with "aws:", values of 256, letters, digits, blanks and _ . : / = + - @ in both, and IAM leaves case aside in names.',
      right: 'texts by name, such as { "project": "genomics" }',
    },
  ),
  fileSystem: fileSystemShape.prefault({}),
  network: networkShape.prefault({}),
  client: clientShape.prefault({}),
  keys: keysShape,
  buckets: bucketsShape,
  grant: grantShape.prefault({}),
  serviceLinkedRole: serviceLinkedRoleShape,
  throughStep: field(
    z.int().min(1).max(STEPS.length).default(STEPS.length),
    'How far the walkthrough has come, 1 to 7: the stacks contain what the steps up to it need. 5 shows the denial, 6 adds the grant.',
    { reason: 'the walkthrough has seven steps.', right: 'a whole number from 1 to 7' },
  ),
  backend: backendShape.prefault({ type: 'local' }),
};

const structure = z.strictObject(shape);
type Sections = z.output<typeof structure>;
type SectionName = keyof Sections;

/** A check by the sections it reads. It runs once each of them has the right form, whatever is wrong elsewhere. */
function check<Needs extends SectionName>(
  needs: readonly Needs[],
  run: DeploymentCheck<Sections, Needs>['run'],
): DeploymentCheck<Sections> {
  return { needs, run };
}

const CHECKS: readonly DeploymentCheck<Sections>[] = [
  check(['accounts'], checkAccountIds),
  check(['accounts', 'region'], checkAssumedRoles),
  check(['fileSystem'], checkFileSystemMatrix),
  check(['fileSystem'], checkLogGroup),
  check(['fileSystem'], checkExistingFileSystem),
  check(['fileSystem', 'region'], checkAtRestKey),
  check(['fileSystem', 'accounts', 'region'], checkCreator),
  check(['network'], checkNetwork),
  check(['network', 'region'], checkAvailabilityZone),
  check(['client', 'fileSystem', 'network'], checkClient),
  check(['keys', 'accounts', 'region'], checkKeys),
  check(['keys', 'fileSystem'], checkExistingGrants),
  check(['buckets', 'accounts', 'region', 'namePrefix'], checkBucketNames),
  check(['buckets', 'keys'], checkBucketKeys),
  check(['buckets', 'keys', 'fileSystem', 'accounts', 'region', 'namePrefix'], checkAssociations),
  check(['grant', 'accounts', 'region'], checkGrantPrincipals),
  check(['grant', 'buckets'], checkGrantConstraint),
  check(['serviceLinkedRole', 'fileSystem', 'accounts', 'grant'], checkExactMode),
  check(['backend', 'buckets', 'accounts', 'region', 'namePrefix'], checkBackend),
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds a problem to those that zod finds; `parse.ts` takes it out again as it is. */
function addTo(context: z.core.$RefinementCtx): (found: DeploymentProblem) => void {
  return (found) => {
    context.addIssue({
      code: 'custom',
      path: [...found.path],
      message: found.problem,
      input: found.value,
      params: { found },
    });
  };
}

export const deploymentSchema = CHECKS.reduce(
  (schema, { needs, run }) =>
    schema.superRefine(
      (sections, context) => {
        run(sections, addTo(context));
      },
      {
        when: ({ value }) =>
          isRecord(value) &&
          needs.every((name) => value[name] !== undefined && shape[name].safeParse(value[name]).success),
      },
    ),
  structure,
).superRefine(
  (sections, context) => {
    expressionProblems(sections).forEach(addTo(context));
  },
  { when: ({ value }) => isRecord(value) },
);

/** A deployment with its defaults filled in, as far as they do not depend on each other. */
export type Deployment = z.output<typeof deploymentSchema>;
/** A deployment as it stands in cdktf.json. */
export type DeploymentInput = z.input<typeof deploymentSchema>;
