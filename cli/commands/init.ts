import { randomUUID } from 'node:crypto';
import { basename, relative, resolve, sep } from 'node:path';
import { resolveDeployment } from '../../core/deployment/resolve';
import { STEPS } from '../../core/journey/steps';
import { askForAnswers, openFields } from '../../core/project/ask';
import { deploymentOfAnswers, PROJECT_FIELDS, type Answers } from '../../core/project/fields';
import {
  PROJECT_FILE_NAMES,
  projectFiles,
  type NewProject,
  type ProjectPackage,
} from '../../core/project/files';
import { contradictions } from '../../core/project/kept';
import { makingStacks } from '../../core/project/making-stacks';
import { formatAnswerMistake, mistakesIn, mistakesSoFar } from '../../core/project/mistakes';
import { nextCommands, type Written } from '../../core/project/next';
import { planProject, type ProjectPlan } from '../../core/project/plan';
import type { Installed } from '../../runner/project/install-packages';
import type { ProjectRehearsal } from '../../runner/project/rehearse-project';
import { readFolder, writeProject } from '../../runner/project/write-project';
import { initText, type InitOutcome } from '../init-text';
import type { CommandIo, ExitCode } from '../io';

/** What the command touches of the world, beside files. */
export interface InitIo extends CommandIo {
  /** Asks somebody; left out where nobody is there to answer. */
  ask?: (question: string) => Promise<string | undefined>;
  /** Rehearses a project that was written; see `rehearseProject`. */
  rehearse: (folder: string, signal?: AbortSignal) => Promise<ProjectRehearsal>;
  /** Installs the packages of a project that was written; see `installPackages`. */
  install: (folder: string) => Promise<Installed>;
  /** Region that is suggested. */
  region: string;
  /** Version or range of each package that a project needs. */
  versions: Readonly<Record<ProjectPackage, string>>;
}

export interface InitOptions extends Answers {
  /** Asks nothing. */
  yes?: boolean;
  json?: boolean;
  /** Installs its packages, and rehearses it. */
  install?: boolean;
  /** Where the project takes fsx-lustre-kms from: a version, a tarball or a folder. */
  package?: string;
}

/**
 * `fsx-lustre-kms init [DIR]`: writes a project of the user's own, installs its packages where that is asked for, and
 * rehearses it where they are there. A cdktf.json that `adopt` has written is kept, and gets the other files. No file is
 * overwritten, and where one cannot be written none is.
 * @returns 0 when it is written, 2 when options are wrong or something is in the way
 */
export async function init(directory: string, options: InitOptions, io: InitIo): Promise<ExitCode> {
  const outcome = await createProject(resolve(io.cwd, directory), options, io);
  if (options.json === true) io.stdout(`${JSON.stringify(asJson(outcome), null, 2)}\n`);
  else {
    const { to, text } = initText(outcome);
    io[to](text);
  }
  return outcome.status === 'written' ? 0 : 2;
}

async function createProject(folder: string, options: InitOptions, io: InitIo): Promise<InitOutcome> {
  const own =
    options.package === undefined ? {} : { 'fsx-lustre-kms': addressFrom(folder, options.package, io.cwd) };
  const versions = { ...io.versions, ...own };
  const install = options.install === true;
  const project = (answers: Answers): NewProject => ({
    folderName: basename(folder),
    projectId: randomUUID(),
    deployment: deploymentOfAnswers(answers),
    versions,
  });
  // Before anything is asked: whoever answers ten questions wants a project.
  const read = await readFolder(folder, PROJECT_FILE_NAMES);
  if (read.status === 'unreadable') return { status: 'unusable', path: read.path, message: read.message };
  const first = planProject(projectFiles(project({})), read.content);
  if (first.status === 'in-the-way') return { status: 'in-the-way', folder, files: first.files };
  if (first.deployment) {
    const mistakes = contradictions(givenIn(options), first.deployment);
    if (mistakes.length > 0) return { status: 'invalid', mistakes };
    const { throughStep, fileSystem } = first.deployment;
    const hasFileSystem = fileSystem.existingId !== undefined;
    // At its last step nothing of it is walked through: it is deployed as a whole.
    const isWhole = hasFileSystem && throughStep === STEPS.length;
    const making = isWhole ? makingStacks(resolveDeployment(first.deployment)) : null;
    return await write(folder, first, { throughStep, hasFileSystem, making, install }, io);
  }

  const answered = await answersOf(options, io);
  if (answered.status !== 'answered') return answered;
  const plan = planProject(projectFiles(project(answered.answers)), read.content);
  if (plan.status === 'in-the-way') return { status: 'in-the-way', folder, files: plan.files };
  const hasFileSystem = answered.answers.existingFileSystem !== undefined;
  return await write(folder, plan, { throughStep: 1, hasFileSystem, making: null, install }, io);
}

async function write(
  folder: string,
  { write: files, keep, byHand }: Extract<ProjectPlan, { status: 'ready' }>,
  begins: Pick<Written, 'throughStep' | 'hasFileSystem' | 'making'> & { install: boolean },
  io: InitIo,
): Promise<InitOutcome> {
  const written = await writeProject(folder, files);
  switch (written.status) {
    case 'in-the-way':
      return {
        status: 'in-the-way',
        folder,
        files: [{ file: basename(written.path), why: 'is there already' }],
      };
    case 'unwritable':
      return { status: 'unusable', path: written.path, message: written.message };
    case 'written': {
      // Stacks that are not in the app yet cannot be rehearsed.
      const isWhole = !byHand.some(({ file }) => file === 'cdktf.json' || file === 'main.ts');
      const isOurs = !byHand.some(({ file }) => file === 'package.json');
      let rehearsal = isWhole ? await io.rehearse(folder, io.signal) : null;
      let install: Installed | null = null;
      if (begins.install && isOurs && rehearsal?.status === 'not-installed') {
        install = await io.install(folder);
        if (install.status === 'installed') rehearsal = await io.rehearse(folder, io.signal);
      }
      return {
        status: 'written',
        folder,
        written: files.map(({ name }) => name),
        kept: [...keep],
        byHand,
        install,
        rehearsal,
        making: begins.making,
        next: nextCommands({
          folder: relative(io.cwd, folder),
          ...begins,
          isInstalled: rehearsal?.status === 'rehearsed' || install?.status === 'installed',
          byHand,
        }),
      };
    }
  }
}

/** A path is typed as seen from here; npm reads it as seen from the project. */
function addressFrom(folder: string, given: string, cwd: string): string {
  if (!/^[./]|\.tgz$/.test(given) || given.includes(':')) return given;
  return `file:${relative(folder, resolve(cwd, given)).split(sep).join('/')}`;
}

type Answered =
  { status: 'answered'; answers: Answers } | Extract<InitOutcome, { status: 'invalid' | 'cancelled' }>;

function givenIn(options: InitOptions): Answers {
  const given: Answers = {};
  for (const { name } of PROJECT_FIELDS) if (options[name] !== undefined) given[name] = options[name];
  return given;
}

async function answersOf(options: InitOptions, io: InitIo): Promise<Answered> {
  const given = givenIn(options);
  const asks = io.ask !== undefined && options.yes !== true;
  const open = new Set(asks ? openFields(given).map(({ name }) => name) : []);
  const mistakes = asks ? mistakesSoFar(given, open) : mistakesIn(given);
  if (mistakes.length > 0) return { status: 'invalid', mistakes };
  if (!asks || !io.ask) return { status: 'answered', answers: given };
  const answers = await askForAnswers({
    given,
    suggested: { region: io.region },
    ask: io.ask,
    tell: (mistake) => {
      io.stderr(`${formatAnswerMistake(mistake)}\n`);
    },
  });
  return answers ? { status: 'answered', answers } : { status: 'cancelled' };
}

/** What `--json` prints: a mistake is about an option there. */
function asJson(outcome: InitOutcome): unknown {
  if (outcome.status !== 'invalid') return outcome;
  const mistakes = outcome.mistakes.map(({ field, problem: { problem, reason, right } }) => ({
    option: field.option,
    problem,
    reason,
    right,
  }));
  return { ...outcome, mistakes };
}
