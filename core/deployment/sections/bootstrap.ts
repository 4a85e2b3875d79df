import { z } from 'zod';
import { WORKLOAD_IDENTITY_AUDIENCE } from '../../facts/terraform-cloud';
import { field, type Report } from '../problem';

export const bootstrapShape = z.strictObject({
  oidcProvider: field(
    z.enum(['create', 'existing']).default('create'),
    'Whether the accounts get an IAM OIDC provider for HCP Terraform, or have one.',
    {
      reason: 'an account takes one OIDC provider for an address.',
      right: '"existing" where the account has one',
    },
  ),
  audience: field(
    z.string().min(1).max(255).default(WORKLOAD_IDENTITY_AUDIENCE),
    "Audience of the runs' tokens.",
  ),
  separatePlanRole: field(
    z.boolean().default(false),
    'A role for plans, which only reads, and another for applies. Default: one role for both.',
  ),
});

interface WithBootstrap {
  bootstrap?: z.output<typeof bootstrapShape>;
  project?: string;
  hostname?: string;
}

/** The roles' trust names the project; an OIDC provider's address has no port. */
export function checkBootstrap({ bootstrap, project, hostname }: WithBootstrap, report: Report): void {
  if (!bootstrap) return;
  if (project === undefined) {
    report({
      path: ['backend', 'project'],
      value: undefined,
      problem: 'is missing, and bootstrap is there',
      reason: "the roles are for runs of named workspaces, and a run's token names its project too.",
      right: '"Default Project", or the project of the workspaces',
    });
  }
  if (hostname?.includes(':') === true) {
    report({
      path: ['backend', 'hostname'],
      value: hostname,
      problem: 'has a port, and bootstrap is there',
      reason: 'IAM takes no port in the address of an OIDC provider.',
      right: `"${hostname.slice(0, hostname.indexOf(':'))}"`,
    });
  }
}
