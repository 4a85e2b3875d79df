import { z } from 'zod';
import { partitionOfRegion } from '../../facts/regions';
import { bucketNameProblem } from '../../facts/s3';
import { ACCOUNTS, type AccountRole } from '../../journey/steps';
import { field, type Report } from '../problem';
import type { Accounts } from './accounts';
import { bootstrapShape, checkBootstrap } from './bootstrap';
import { bucketNameOf, type Bucket } from './buckets';

const workspaceName = z.string().regex(/^[\w-]{1,90}$/);
const WORKSPACE_NOTES = {
  reason: 'HCP Terraform takes letters, digits, hyphens and underscores, up to 90 characters.',
  right: 'a name such as "account-c-key"',
};

export const backendShape = field(
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('local').describe('State in files beside cdktf.json: terraform.STACK.tfstate.'),
    }),
    z.strictObject({
      type: z.literal('s3').describe('State in an S3 bucket.'),
      bucket: field(z.string(), 'Bucket for the state; not one of those the file system is linked to.', {
        reason: 'Terraform could not keep its state, and terraform init fails.',
        right: 'the name of a bucket for the state',
      }),
      region: field(z.string().optional(), "The state bucket's Region. Default: `region`."),
      keyPrefix: field(
        z.string().default('fsx-lustre-kms/'),
        'Object keys are this prefix and STACK.tfstate.',
      ),
      profile: field(
        z.string().min(1).optional(),
        'Profile of the shared AWS configuration that reads and writes the state.',
      ),
    }),
    z.strictObject({
      type: z
        .literal('cloud')
        .describe('HCP Terraform (Terraform Cloud), one named workspace for each stack.'),
      organization: field(z.string().regex(/^[\w-]{1,40}$/), 'Organization in HCP Terraform.', {
        reason: 'HCP Terraform takes letters, digits, hyphens and underscores, up to 40 characters.',
        right: "the organization's name",
      }),
      hostname: field(
        z
          .string()
          .regex(/^[a-z0-9.-]+(:\d+)?$/i)
          .optional(),
        'Host of Terraform Enterprise. Default: app.terraform.io.',
        { reason: 'Terraform takes a host name, without a scheme or path.', right: '"tfe.example.com"' },
      ),
      project: field(
        z
          .string()
          .regex(/^[\w -]{3,40}$/)
          .optional(),
        'Project that new workspaces are created in.',
        {
          reason: 'HCP Terraform takes 3 to 40 letters, digits, spaces, hyphens and underscores.',
          right: 'the name of a project',
        },
      ),
      workspaces: field(
        z
          .strictObject({
            fileSystem: field(
              workspaceName.optional(),
              'Workspace of account-a-file-system.',
              WORKSPACE_NOTES,
            ),
            bucket: field(workspaceName.optional(), 'Workspace of account-b-bucket.', WORKSPACE_NOTES),
            key: field(workspaceName.optional(), 'Workspace of account-c-key.', WORKSPACE_NOTES),
          })
          .optional(),
        'Workspace by stack. Default: NAMEPREFIX-STACK.',
      ),
      bootstrap: field(
        bootstrapShape.optional(),
        'Adds a stack for each account, deployed once from here: the OIDC provider, and the role that runs of its workspace take. `profile` and `assumeRoleArn` are then for these stacks alone.',
        {
          reason: 'the roles are made for the runs of these workspaces.',
          right: '{} for the defaults',
        },
      ),
    }),
  ]),
  'Where Terraform keeps its state.',
  {
    reason: "the stacks read each other's outputs from the state, in one of three kinds of places.",
    right: '{ "type": "local" }, "s3" with a bucket, or "cloud" with an organization',
  },
);

export type Backend = z.output<typeof backendShape>;
export type CloudBackend = Extract<Backend, { type: 'cloud' }>;

/** The workspace of a stack. @param stack name of the stack, which may have a prefix */
export function workspaceOf(
  { workspaces }: CloudBackend,
  account: AccountRole,
  { namePrefix, stack = ACCOUNTS[account].stack }: { namePrefix: string; stack?: string },
): string {
  return workspaces?.[account] ?? `${namePrefix}-${stack}`;
}

/** The place of the state: a valid bucket of its own, a known Region, three different workspaces. */
export function checkBackend(sections: BackendSections, report: Report): void {
  const { backend } = sections;
  if (backend.type === 's3') checkStateBucket(backend, sections, report);
  if (backend.type !== 'cloud') return;
  checkWorkspaces(backend, report);
  checkBootstrap(backend, report);
}

interface BackendSections {
  backend: Backend;
  buckets: readonly Bucket[];
  accounts: Accounts;
  region: string;
  namePrefix: string;
}

function checkStateBucket(
  backend: Extract<Backend, { type: 's3' }>,
  { buckets, accounts, region, namePrefix }: BackendSections,
  report: Report,
): void {
  const problem = bucketNameProblem(backend.bucket);
  if (problem) {
    report({
      path: ['backend', 'bucket'],
      value: backend.bucket,
      problem,
      reason: 'S3 answers InvalidBucketName, and terraform init fails.',
      right: '3 to 63 lower-case letters, digits and hyphens',
    });
  }
  const of = { namePrefix, region, accountId: accounts.bucket.id };
  const linked = buckets.findIndex((bucket) => bucketNameOf(bucket, of) === backend.bucket);
  if (linked >= 0) {
    report({
      path: ['backend', 'bucket'],
      value: backend.bucket,
      problem: `is the bucket of buckets[${linked}] too`,
      reason: 'the state would be imported into the file system, and destroyed with the bucket.',
      right: 'a bucket for the state alone',
    });
  }
  if (backend.region !== undefined && !partitionOfRegion(backend.region)) {
    report({
      path: ['backend', 'region'],
      value: backend.region,
      problem: 'is not the name of an AWS Region',
      reason: 'Terraform would look for the state bucket there.',
      right: `"${region}"`,
    });
  }
}

function checkWorkspaces({ workspaces = {} }: CloudBackend, report: Report): void {
  const named = Object.entries(workspaces);
  named.forEach(([stack, name], index) => {
    const earlier = named.slice(0, index).find(([, other]) => other === name);
    if (!earlier) return;
    report({
      path: ['backend', 'workspaces', stack],
      value: name,
      problem: `is the workspace of ${earlier[0]} too`,
      reason: 'two stacks in one state would each plan to destroy what the other made.',
      right: 'a workspace of its own for each stack',
    });
  });
}
