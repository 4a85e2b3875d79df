/** What the examples in doc comments may take for granted: the pages say it, and the tests put it around each. */

export interface ApiLibrary {
  /** What a user imports. */
  readonly name: 'fsx-lustre-kms/cdktf' | 'fsx-lustre-kms/core';
  readonly entry: string;
  readonly page: string;
  /** How it is installed. */
  readonly install: string;
  /** Imports from elsewhere that the examples leave out. */
  readonly imports: readonly string[];
  /** What stands before the examples, as code; empty where they need nothing. */
  readonly before: string;
}

export const API_LIBRARIES: readonly ApiLibrary[] = [
  {
    name: 'fsx-lustre-kms/cdktf',
    entry: 'cdktf/index.ts',
    page: 'docs/api/cdktf.md',
    install: 'npm install --save-dev fsx-lustre-kms cdktf constructs @cdktf/provider-aws',
    imports: [
      "import { App, TerraformOutput } from 'cdktf';",
      "import type { Construct } from 'constructs';",
    ],
    before: `const app = new App();
const deployment = resolveDeployment(deploymentOf(app));
const stack = new AccountCKey(app, { deployment, stackName: 'mine' });`,
  },
  {
    name: 'fsx-lustre-kms/core',
    entry: 'core/index.ts',
    page: 'docs/api/core.md',
    install: 'npm install --save-dev fsx-lustre-kms',
    imports: ["import { readFile } from 'node:fs/promises';"],
    before: '',
  },
];
