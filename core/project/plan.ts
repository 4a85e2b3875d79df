/** What becomes of each file of a project in a folder that may hold something already. */
import type { Deployment } from '../deployment/schema';
import { isRecord } from '../json-value';
import { GIT_IGNORED, MAIN_TS, type ProjectFile, type ProjectFileName } from './files';
import { readJsonObject } from './json-object';
import { hasDeployment, readKept, type KeptConfiguration } from './kept';

/** What is in the folder: the text of each file of that name; what is left out is not there. */
export type FolderContent = Partial<Record<ProjectFileName, string>>;

/** A file that stays as it is, and what to put into it by hand. */
export interface ByHand {
  readonly file: ProjectFileName;
  /** A sentence: what to do. */
  readonly what: string;
  /** What to put in, where that is a text. */
  readonly text?: string;
}

export type ProjectPlan =
  | {
      readonly status: 'ready';
      readonly write: readonly ProjectFile[];
      /** Files that are there and need nothing. */
      readonly keep: readonly ProjectFileName[];
      readonly byHand: readonly ByHand[];
      /** What the cdktf.json says that was there first, and is kept: nothing is left to ask. */
      readonly deployment?: Deployment;
    }
  /** Files that would have to be overwritten, or are not right, each with why it is in the way. */
  | { readonly status: 'in-the-way'; readonly files: readonly InTheWay[] };

export interface InTheWay {
  readonly file: ProjectFileName;
  readonly why: string;
}

/**
 * Plans a project without ever overwriting a file. In an empty folder every file is written. Where there is only a
 * cdktf.json with a deployment, as `adopt` leaves it, the others are written beside it. A CDKTF project keeps its files
 * and gets those that it lacks, and for the others it is said what to add. In any other folder a file of the same name
 * is in the way, apart from .gitignore.
 */
export function planProject(files: readonly ProjectFile[], content: FolderContent): ProjectPlan {
  const there = files.filter(({ name }) => content[name] !== undefined);
  const first = readFirst(content);
  const wrong = there.flatMap(({ name }) => obstacles(name, content, first));
  if (wrong.length > 0) return { status: 'in-the-way', files: wrong };
  const isKept = ({ name }: ProjectFile) => name === 'cdktf.json' && first.status === 'fits';
  const byHand = there
    .filter((file) => !isKept(file))
    .flatMap((file) => additions(file, content[file.name] ?? '', content));
  return {
    status: 'ready',
    write: files.filter((file) => !there.includes(file)),
    keep: there.map(({ name }) => name).filter((name) => !byHand.some(({ file }) => file === name)),
    byHand,
    ...(first.status === 'fits' ? { deployment: first.deployment } : {}),
  };
}

/** A cdktf.json with a deployment that no project stands around yet. */
type First = KeptConfiguration | { readonly status: 'none' };

function readFirst(content: FolderContent): First {
  const configuration = parse(content['cdktf.json'] ?? '');
  const isAlone = content['main.ts'] === undefined && content['package.json'] === undefined;
  return configuration && isAlone && hasDeployment(configuration)
    ? readKept(configuration)
    : { status: 'none' };
}

/** Why a file that is there is in the way; nothing where it can stay. */
function obstacles(name: ProjectFileName, content: FolderContent, first: First): InTheWay[] {
  return reasons(name, content, first).map((why) => ({ file: name, why }));
}

function reasons(name: ProjectFileName, content: FolderContent, first: First): readonly string[] {
  const text = content[name] ?? '';
  switch (name) {
    case '.gitignore':
      return [];
    case 'package.json': {
      const read = readJsonObject(text);
      if (read.status === 'wrong') return [read.why];
      return isCdktfProject(content) ? [] : ['is there already, and not of a CDKTF project'];
    }
    case 'cdktf.json': {
      const read = readJsonObject(text);
      if (read.status === 'wrong') return [read.why];
      if (first.status !== 'none') return first.status === 'wrong' ? first.why : [];
      if (hasDeployment(read.object)) return ['has a deployment (context.fsxLustreKms) already'];
      return isCdktfProject(content)
        ? []
        : ['is there already, without a deployment (context.fsxLustreKms) in it'];
    }
    case 'main.ts':
    case 'tsconfig.json':
      return isCdktfProject(content) ? [] : ['is there already'];
  }
}

/** A project in TypeScript that has CDKTF, or its maintained fork, among its dependencies. */
function isCdktfProject(content: FolderContent): boolean {
  const dependencies = dependenciesOf(content['package.json'] ?? '');
  return dependencies.has('cdktf') || dependencies.has('cdktn');
}

function additions({ name, text: wanted }: ProjectFile, text: string, content: FolderContent): ByHand[] {
  switch (name) {
    case 'cdktf.json': {
      const { context } = parse(wanted) as { context: unknown };
      const what = 'add the deployment to its context:';
      return [{ file: name, what, text: JSON.stringify({ context }, null, 2) }];
    }
    case 'main.ts':
      return text.includes('fsx-lustre-kms/cdktf') ? [] : [mainByHand(content)];
    case 'package.json':
      return packagesByHand(wanted, text);
    case 'tsconfig.json':
      return [];
    case '.gitignore': {
      const lines = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/\/$/, '')));
      const missing = GIT_IGNORED.filter((line) => !lines.has(line.replace(/\/$/, '')));
      return missing.length === 0
        ? []
        : [{ file: name, what: 'add what Git should leave alone:', text: missing.join('\n') }];
    }
  }
}

/** An app of one's own keeps its stacks; the three come beside them. */
function mainByHand(content: FolderContent): ByHand {
  const hasApp = /\bnew\s+App\s*\(/.test(content['main.ts'] ?? '');
  return hasApp
    ? { file: 'main.ts', what: 'add the stacks to your app, before app.synth():', text: OWN_APP }
    : { file: 'main.ts', what: 'make the stacks in it:', text: MAIN_TS.trimEnd() };
}

const OWN_APP = `import { addThreeAccounts, deploymentOf, lintStacks } from 'fsx-lustre-kms/cdktf';

addThreeAccounts(app, deploymentOf(app));
lintStacks(app); // optional: findings become annotations of the constructs`;

/** CDKTF's command line is often installed for the whole machine, and an app runs with what it has. */
const NEEDED_WITH_AN_APP = ['@cdktf/provider-aws', 'cdktf', 'constructs', 'fsx-lustre-kms'];

function packagesByHand(wanted: string, text: string): ByHand[] {
  const has = dependenciesOf(text);
  const missing = [...dependenciesOf(wanted)].filter(
    ([name]) => NEEDED_WITH_AN_APP.includes(name) && !has.has(name),
  );
  if (missing.length === 0) return [];
  const command = `npm install --save-dev ${missing.map(([name, version]) => argument(name, version)).join(' ')}`;
  return [{ file: 'package.json', what: 'install what is missing:', text: command }];
}

/** What `npm install` takes: an address stands for itself, a version is put behind the name. */
function argument(name: string, version: string): string {
  return /[/\\:]/.test(version) ? version : `${name}@${version}`;
}

function dependenciesOf(text: string): Map<string, string> {
  const { dependencies, devDependencies, peerDependencies } = parse(text) ?? {};
  const all = [dependencies, devDependencies, peerDependencies].filter(isRecord);
  return new Map(all.flatMap((group) => Object.entries(group).map(([name, value]) => [name, String(value)])));
}

/** A JSON object; undefined where it is none. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  const read = readJsonObject(text);
  return read.status === 'read' ? read.object : undefined;
}
