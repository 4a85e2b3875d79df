/** The files of a new project, as texts. */
import type { DeploymentInput } from '../deployment/schema';

/** Packages that a project needs, in the order of its package.json. */
export const PROJECT_PACKAGES = [
  '@cdktf/provider-aws',
  '@types/node',
  'cdktf',
  'cdktf-cli',
  'constructs',
  'fsx-lustre-kms',
  'tsx',
  'typescript',
] as const;

export type ProjectPackage = (typeof PROJECT_PACKAGES)[number];

/** In the order in which they are listed. */
export const PROJECT_FILE_NAMES = [
  'cdktf.json',
  'main.ts',
  'package.json',
  'tsconfig.json',
  '.gitignore',
] as const;

export type ProjectFileName = (typeof PROJECT_FILE_NAMES)[number];

export interface ProjectFile {
  readonly name: ProjectFileName;
  readonly text: string;
}

export interface NewProject {
  /** Name of its folder, which its package is named after. */
  readonly folderName: string;
  /** Names the project in CDKTF; a UUID. */
  readonly projectId: string;
  readonly deployment: Partial<DeploymentInput>;
  /** Version, range or address by package. */
  readonly versions: Readonly<Record<ProjectPackage, string>>;
}

/**
 * What runs the app. tsx strips the types and checks nothing, which takes a second where ts-node takes three, and
 * `node --import` finds it in the project without asking a registry, as npx might.
 */
export const PROJECT_APP = 'node --import tsx main.ts';

/** What CDKTF takes its app for. */
export const PROJECT_LANGUAGE = 'typescript';

/** What goes into a main.ts of the project's own. */
export const MAIN_TS = `import { FsxLustreKmsApp, runApp } from 'fsx-lustre-kms/cdktf';

// The stacks of the deployment in cdktf.json, context.fsxLustreKms. Stacks of your own can stand beside them: make
// them with the app before you return it.
runApp(() => new FsxLustreKmsApp());
`;

/** What Git leaves alone: what is installed, synthesized or kept locally. State may hold secrets. */
export const GIT_IGNORED = [
  'node_modules/',
  'cdktf.out/',
  '.gen/',
  '.terraform/',
  '*.tfstate',
  '*.tfstate.*',
  '.fsx-lustre-kms/',
  'cdktf.log',
] as const;

/** Every file of a project. */
export function projectFiles(project: NewProject): ProjectFile[] {
  return [
    configurationFile(project),
    { name: 'main.ts', text: MAIN_TS },
    { name: 'package.json', text: json(packageJson(project)) },
    { name: 'tsconfig.json', text: json(TSCONFIG) },
    { name: '.gitignore', text: `${GIT_IGNORED.join('\n')}\n` },
  ];
}

/** The cdktf.json of a project; it can be there before the rest is. */
export function configurationFile({
  projectId,
  deployment,
}: Pick<NewProject, 'projectId' | 'deployment'>): ProjectFile {
  const configuration = {
    language: PROJECT_LANGUAGE,
    app: PROJECT_APP,
    projectId,
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: { fsxLustreKms: deployment },
  };
  return { name: 'cdktf.json', text: json(configuration) };
}

function packageJson({ folderName, versions }: NewProject): unknown {
  return {
    name: packageName(folderName),
    version: '0.0.0',
    private: true,
    engines: { node: '>=20.19' },
    scripts: {
      synth: 'fsx-lustre-kms synth',
      rehearse: 'fsx-lustre-kms rehearse',
      lint: 'fsx-lustre-kms lint',
      check: 'tsc',
    },
    devDependencies: Object.fromEntries(PROJECT_PACKAGES.map((name) => [name, versions[name]])),
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  },
  exclude: ['node_modules', 'cdktf.out', '.gen'],
};

/** A name that npm takes for a package, and that none of its dependencies has. */
export function packageName(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
    .slice(0, 200);
  const isTaken = name === 'node_modules' || PROJECT_PACKAGES.some((used) => used === name);
  return name === '' ? 'lustre' : isTaken ? `${name}-project` : name;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
