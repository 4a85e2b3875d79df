/**
 * HCP Terraform (Terraform Cloud) as AWS meets it: who a run says it is, and how a workspace is told which role to take.
 *
 * Sources: HCP Terraform documentation, "Use dynamic credentials with the AWS provider" and "Workload identity tokens"
 * (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials); IAM User Guide,
 * "Identity-provider controls for shared OIDC providers".
 */

/** Where HCP Terraform is, unless a workspace stands in Terraform Enterprise. */
export const TERRAFORM_CLOUD_HOST = 'app.terraform.io';

/** What the tokens of runs are for, unless a workspace says something else. */
export const WORKLOAD_IDENTITY_AUDIENCE = 'aws.workload.identity';

/** Environment variables of a workspace that turn dynamic credentials on. */
export const DYNAMIC_CREDENTIALS = {
  /** `true` turns them on. */
  enabled: 'TFC_AWS_PROVIDER_AUTH',
  /** Role of every phase; a phase's own role goes before it. */
  role: 'TFC_AWS_RUN_ROLE_ARN',
  planRole: 'TFC_AWS_PLAN_ROLE_ARN',
  applyRole: 'TFC_AWS_APPLY_ROLE_ARN',
  /** Needed where it is not {@link WORKLOAD_IDENTITY_AUDIENCE}. */
  audience: 'TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE',
} as const;

/** Phases of a run; a destroy is planned and applied too. */
export const RUN_PHASES = ['plan', 'apply'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

/** A run, as the `sub` claim of its token names it. */
export interface RunSubject {
  organization: string;
  project: string;
  workspace: string;
  /** `*` for every phase: then it is a pattern, to be compared by StringLike. */
  runPhase: RunPhase | '*';
}

/** The `sub` claim of a run's token. */
export function runSubject({ organization, project, workspace, runPhase }: RunSubject): string {
  return `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${runPhase}`;
}

/** What the `sub` claim of every token begins with, of workspaces and of stacks. */
const SUBJECT_BEGINNING = 'organization:';

/** Whether a value of a `sub` condition is about HCP Terraform, wherever it runs. */
export function isRunSubject(value: string): boolean {
  return value.startsWith(SUBJECT_BEGINNING);
}

/** Whether a host is HCP Terraform's own: the one for all, or that of a Region such as `app.eu.terraform.io`. */
export function isTerraformCloudHost(host: string): boolean {
  return /^app\.(?:[a-z]+\.)?terraform\.io$/i.test(host);
}

/** Parts of a subject that say who may come, from the widest on. */
const SCOPES = ['organization', 'project', 'workspace'] as const;
export type SubjectScope = (typeof SCOPES)[number];

/**
 * The first part of a subject pattern that lets in more than one: with a wildcard in it, or cut off by one.
 * @param pattern value of StringLike; `*` and `?` are wildcards
 * @returns undefined where organization, project and workspace are named. Terraform Stacks have `stack:` in the place
 * of `workspace:`, and HashiCorp's own examples leave open which stack and deployment of the project it is.
 */
export function widePart(pattern: string): SubjectScope | undefined {
  let rest = pattern;
  for (const scope of SCOPES) {
    if (scope === 'workspace' && /^stack(?::|$)/.test(rest)) return undefined;
    const match = new RegExp(`^${scope}:([^:]*)(?::|$)`).exec(rest);
    const name = match?.[1] ?? '';
    if (!match || name === '' || /[*?]/.test(name)) return scope;
    rest = rest.slice(match[0].length);
  }
  return undefined;
}
