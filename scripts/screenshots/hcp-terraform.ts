/** An HCP Terraform for pictures: one workspace is applied, one waits for somebody, one is being applied. */
import { HcpTerraformStub, ORGANIZATION } from '../../test/runner/hcp/hcp-terraform';

const WORKSPACE = 'fsx-lustre-kms-account-';

export async function startHcpTerraform(): Promise<HcpTerraformStub> {
  const stub = await HcpTerraformStub.start();
  stub.workspaces.set(`${WORKSPACE}c-key`, [
    {
      id: 'run-CZcmD7eagjhyX0vN',
      status: 'applied',
      message: 'Key policy for steps 2 to 6',
      applied: [3, 0, 0],
      tasks: [{ id: 'taskrs-c', status: 'passed', message: 'no findings', level: 'mandatory', outcomes: [] }],
    },
  ]);
  stub.workspaces.set(`${WORKSPACE}b-bucket`, [
    {
      id: 'run-bJ8hTnGm3LqA7xYw',
      status: 'post_plan_awaiting_decision',
      message: 'Default encryption by alias',
      counts: [1, 1, 0],
      tasks: [
        {
          id: 'taskrs-b',
          status: 'failed',
          message: '1 error',
          level: 'mandatory',
          outcomes: [
            {
              id: 's3-key-alias-cross-account',
              description: 'Default encryption names a key of another account by its alias',
              label: 'Error',
              level: 'error',
              body: 'An alias is looked up in account B. Write the full ARN of the key.',
            },
            { id: 'step-4', description: 'Step 4: the upload fails', label: 'Warning', level: 'warning' },
          ],
        },
      ],
    },
  ]);
  stub.workspaces.set(`${WORKSPACE}a-file-system`, [
    { id: 'run-Rk2VfPzQe9cWd4Sn', status: 'applying', message: 'Grant for step 6', counts: [2, 0, 0] },
  ]);
  return stub;
}

/** The deployment of a project, with its state there. */
export function withCloudBackend(cdktfJson: string, hostname: string): string {
  const { context, ...rest } = JSON.parse(cdktfJson) as {
    readonly context: { readonly fsxLustreKms: object };
  };
  const backend = { type: 'cloud', organization: ORGANIZATION, hostname };
  const fsxLustreKms = { ...context.fsxLustreKms, backend };
  return JSON.stringify({ ...rest, context: { ...context, fsxLustreKms } }, null, 2);
}
