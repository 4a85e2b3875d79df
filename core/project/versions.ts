import type { ProjectPackage } from './files';

/** What of this package's own manifest says with what it is made and tested. */
export interface TestedWith {
  readonly version: string;
  readonly devDependencies: Readonly<Record<Exclude<ProjectPackage, 'fsx-lustre-kms'>, string>>;
}

/** The packages of a new project are those that this one is made and tested with. */
export function projectVersions({
  devDependencies: tested,
  version,
}: TestedWith): Record<ProjectPackage, string> {
  return {
    '@cdktf/provider-aws': `^${tested['@cdktf/provider-aws']}`,
    '@types/node': `^${tested['@types/node']}`,
    cdktf: `^${tested.cdktf}`,
    'cdktf-cli': `^${tested['cdktf-cli']}`,
    constructs: `^${tested.constructs}`,
    'fsx-lustre-kms': `^${version}`,
    tsx: `^${tested.tsx}`,
    typescript: `^${tested.typescript}`,
  };
}
