import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { ownCommand } from '../core/own-command';
import { createParsers } from '../core/syntax/parsers';
import { readAs } from '../core/syntax/read-file';
import type { SourceFile } from '../core/syntax/source-file';
import type { CdktfProject } from './cdktf-project';
import { readGrammars } from './grammars';
import { reasonAgainstReading } from './file-reasons';

/** What is rehearsed, as it was read. */
export type RehearsalInput =
  { status: 'read'; files: SourceFile[]; notes: string[] } | { status: 'unreadable'; message: string };

const manifestSchema = z.looseObject({
  stacks: z.record(z.string(), z.looseObject({ synthesizedStackPath: z.string() })),
});

/** Reads the synthesized stacks of a project as they are, and notes when its sources are newer. */
export async function readSynthesized(project: CdktfProject, cwd: string): Promise<RehearsalInput> {
  const outdir = resolve(project.folder, project.output);
  const manifest = join(outdir, 'manifest.json');
  if (!existsSync(manifest)) {
    const message = `${relative(cwd, outdir) || outdir} holds no synthesized stacks. Run \`${ownCommand('synth')}\` first, or give plans with --plan.`;
    return { status: 'unreadable', message };
  }
  let paths: string[];
  try {
    const { stacks } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')));
    paths = Object.values(stacks).map(({ synthesizedStackPath }) => join(outdir, synthesizedStackPath));
    const texts = paths.map((path) => ({
      path: relative(cwd, path) || path,
      text: readFileSync(path, 'utf8'),
    }));
    const parsers = texts.some(({ text }) => HAS_EXPRESSION.test(text)) ? await grammars() : undefined;
    const files = texts.map((input) => readAs('terraform-json', input, parsers, undefined));
    const broken = files.find(({ wellFormed }) => !wellFormed);
    if (broken) return { status: 'unreadable', message: `${broken.path} is not JSON.` };
    return { status: 'read', files, notes: staleness(project, manifest, cwd) };
  } catch (error) {
    return { status: 'unreadable', message: `${relative(cwd, manifest)}: ${messageOf(error)}` };
  }
}

/** An interpolation that is more than a plain reference. */
const HAS_EXPRESSION = /\$\{[^}"]*[([?]/;

/** Without the grammars such expressions count as unknown, and nothing else changes. */
async function grammars(): Promise<Awaited<ReturnType<typeof createParsers>> | undefined> {
  try {
    return await createParsers(await readGrammars());
  } catch {
    return undefined;
  }
}

/** Reads plans: what `terraform show -json PLAN` prints. @param paths as given, relative to `cwd` */
export function readPlans(paths: readonly string[], cwd: string): RehearsalInput {
  const files: SourceFile[] = [];
  const notes: string[] = [];
  const twice = paths.find((path, index) =>
    paths.slice(0, index).some((other) => resolve(cwd, other) === resolve(cwd, path)),
  );
  if (twice !== undefined) return { status: 'unreadable', message: `--plan ${twice} is given twice.` };
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    let text: string;
    let json: unknown;
    try {
      text = decoded(readFileSync(absolute));
    } catch (error) {
      const message = `${path} cannot be read: ${reasonAgainstReading(error, absolute)}.`;
      return { status: 'unreadable', message };
    }
    try {
      json = JSON.parse(text);
    } catch (error) {
      return { status: 'unreadable', message: `${path} is not JSON: ${messageOf(error)}` };
    }
    const file = readAs('plan', { path, text }, undefined, undefined);
    if (file.language !== 'plan' || isState(json)) {
      const what = isState(json) ? 'a state, and no plan' : 'no plan';
      const message = `${path} is ${what}. Make one with \`terraform plan -out=PLAN\` and \`terraform show -json PLAN > ${path}\`.`;
      return { status: 'unreadable', message };
    }
    if (/"errored"\s*:\s*true/.test(text))
      notes.push(`${path}: the plan ended with an error, so it may be short of something.`);
    files.push(file);
  }
  return { status: 'read', files, notes };
}

/** A file's text. PowerShell's `>` writes UTF-16, with a mark in front that says so. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

/** What `terraform show -json` prints without a plan's file: `values`, and nothing that is planned. */
function isState(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('values' in json)) return false;
  return !['resource_changes', 'planned_values', 'configuration'].some((key) => key in json);
}

/** Folders in which a CDKTF app has its sources, beside those in the project's own folder. */
const SOURCE_FOLDERS = ['cdktf', 'core', 'src', 'lib', 'app', 'stacks', 'constructs'];
const SOURCE = /(?<!\.d)\.[mc]?ts$/;

/** Says which source is newer than the synthesized stacks. */
function staleness({ folder, output }: CdktfProject, manifest: string, cwd: string): string[] {
  const made = statSync(manifest).mtimeMs;
  const sources = [join(folder, 'cdktf.json'), ...sourcesIn(folder, false)];
  for (const name of SOURCE_FOLDERS) sources.push(...sourcesIn(join(folder, name), true));
  const newer = sources.find((path) => existsSync(path) && statSync(path).mtimeMs > made);
  if (newer === undefined) return [];
  return [
    `${relative(cwd, newer) || newer} is newer than ${output}: this rehearses the stacks as they were. Run \`${ownCommand('synth')}\` again.`,
  ];
}

function sourcesIn(folder: string, recursive: boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive, encoding: 'utf8' })
    .filter((name) => SOURCE.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
