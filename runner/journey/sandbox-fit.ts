/** Whether a sandbox's folder is a project's: it has three accounts, and the Terraform state of one project. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Deployment } from '../../core/deployment/schema';
import type { AccountRole } from '../../core/journey/steps';
import type { CdktfProject } from '../cdktf-project';
import { resetSandboxAdvice, sandboxCommand } from '../sandbox-advice';

export type SandboxFit = { status: 'fits' } | { status: 'refused'; message: string; nextAction: string };

/** In the folder once a sandbox has run there: its accounts. */
const ACCOUNTS_FILE = 'accounts.json';
/** In the folder once a project has used it: which one that is. */
const PROJECT_FILE = 'project.json';

const accountsShape = z.object({
  ids: z.object({ fileSystem: z.string(), bucket: z.string(), key: z.string() }),
});
const projectShape = z.object({
  /** `projectId` of cdktf.json; the folder, where that has none. */
  projectId: z.string(),
  /** Where it was then. */
  folder: z.string(),
});

type SandboxProject = z.infer<typeof projectShape>;
const FITS: SandboxFit = { status: 'fits' };

/**
 * Compares the accounts of a sandbox with those of a deployment, and its project with this one. A folder in which none
 * has run fits.
 * @param folder the sandbox's, as an absolute path
 * @param ids account ids of cdktf.json; undefined: they do not matter
 */
export async function fitsSandbox(
  folder: string,
  project: Pick<CdktfProject, 'folder' | 'projectId'>,
  ids: Record<AccountRole, string> | undefined,
): Promise<SandboxFit> {
  // Whose it is comes first: what follows from its accounts would empty it.
  const first = await jsonOf(join(folder, PROJECT_FILE), projectShape);
  const fit = first === undefined ? FITS : sameProject(folder, first, projectOf(project));
  if (fit.status === 'refused') return fit;
  const has = await jsonOf(join(folder, ACCOUNTS_FILE), accountsShape);
  if (ids !== undefined && has !== undefined && !isSame(has.ids, ids)) {
    return {
      status: 'refused',
      message: `The sandbox in ${folder} has the accounts ${inWords(has.ids)}, and cdktf.json here ${inWords(ids)}. Nothing was changed.`,
      nextAction: resetSandboxAdvice(folder),
    };
  }
  return FITS;
}

/** The same for a project with its deployment: whether `deploy` and `verify` may use that sandbox. */
export function fitsDeployment(
  folder: string,
  project: Pick<CdktfProject, 'folder' | 'projectId'>,
  { accounts: { fileSystem, bucket, key } }: Pick<Deployment, 'accounts'>,
): Promise<SandboxFit> {
  return fitsSandbox(folder, project, { fileSystem: fileSystem.id, bucket: bucket.id, key: key.id });
}

/**
 * Makes a sandbox's folder that of a project, for good: whoever comes first has it.
 * @param folder the sandbox's: one runs there, or has
 */
export async function takeSandbox(
  folder: string,
  project: Pick<CdktfProject, 'folder' | 'projectId'>,
): Promise<SandboxFit> {
  const own = projectOf(project);
  const file = join(folder, PROJECT_FILE);
  const temporary = `${file}.${randomUUID()}.new`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(temporary, `${JSON.stringify(own)}\n`, { flag: 'wx', mode: 0o600 });
    // A rename would take it from whoever was a moment earlier.
    await link(temporary, file);
    return FITS;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return sameProject(folder, (await jsonOf(file, projectShape)) ?? own, own);
  } finally {
    await rm(temporary, { force: true });
  }
}

function projectOf({ projectId, folder }: Pick<CdktfProject, 'folder' | 'projectId'>): SandboxProject {
  return { projectId: projectId ?? folder, folder };
}

function sameProject(folder: string, first: SandboxProject, own: SandboxProject): SandboxFit {
  if (first.projectId === own.projectId) return FITS;
  return {
    status: 'refused',
    message: `The sandbox in ${folder} is that of another project, ${nameOf(first)}: the state of its stacks is in there. This is ${nameOf(own)}. Nothing was changed.`,
    nextAction: `Give this project a sandbox of its own: --sandbox with another folder, or without one for that of the project. Or empty this one, where what it holds is not needed any more: \`${sandboxCommand(folder, ' --reset')}\`.`,
  };
}

function nameOf({ projectId, folder }: SandboxProject): string {
  return projectId === folder ? folder : `${projectId} (${folder})`;
}

function isSame(a: Record<AccountRole, string>, b: Record<AccountRole, string>): boolean {
  return a.fileSystem === b.fileSystem && a.bucket === b.bucket && a.key === b.key;
}

function inWords({ fileSystem, bucket, key }: Record<AccountRole, string>): string {
  return `${fileSystem}, ${bucket} and ${key}`;
}

/** Undefined: the file is not there, or is none that we wrote. */
async function jsonOf<Value>(file: string, shape: z.ZodType<Value>): Promise<Value | undefined> {
  try {
    return shape.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
