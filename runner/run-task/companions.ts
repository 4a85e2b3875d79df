/** The last plans of the workspaces that this server has seen, for those that belong together. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { NamedPlan } from '../../core/run-task/check-plan';
import type { LastPlan } from '../../core/run-task/judge-plan';
import { relevantPlan } from '../../core/run-task/relevant-plan';
import { marksOf, siblingsOf, type Marks } from '../../core/run-task/siblings';
import { reasonAgainstReading } from '../file-reasons';
import type { Log } from './log';

/** Workspaces whose plans are kept; the one that was not heard of for longest goes. */
const MAX_KEPT = 200;

interface Kept extends NamedPlan {
  /** Undefined for a file that was given, which is of every organization. */
  readonly organization: string | undefined;
  readonly marks: Marks;
}

const fileSchema = z.object({ organization: z.string(), workspace: z.string(), plan: z.string() });

export type OpenedCompanions =
  | { readonly status: 'open'; readonly companions: Companions }
  | { readonly status: 'unusable'; readonly message: string };

export interface CompanionOptions {
  /** Folder that the plans outlive the server in; without it they are in memory alone. */
  readonly dataDir?: string;
  /** Files with plans that count as last plans from the beginning; each is of the workspace that it is named after. */
  readonly files?: readonly string[];
  readonly log: Log;
}

export class Companions {
  /** By file name in the folder; the last one heard of comes last. */
  private readonly kept = new Map<string, Kept>();
  /** Writes go one after the other: the last plan is the one that stays. */
  private writes: Promise<void> = Promise.resolve();

  private constructor(
    private readonly given: readonly Kept[],
    private readonly dataDir: string | undefined,
    private readonly log: Log,
  ) {}

  static open({ dataDir, files = [], log }: CompanionOptions): OpenedCompanions {
    const given: Kept[] = [];
    for (const path of files) {
      const read = readGiven(path);
      if (read.status === 'unusable') return read;
      given.push(read.kept);
    }
    const companions = new Companions(given, dataDir, log);
    if (dataDir !== undefined) {
      try {
        // Plans hold what Terraform keeps back from others.
        mkdirSync(dataDir, { recursive: true, mode: 0o700 });
        companions.load(dataDir);
      } catch (error) {
        const message = `The folder ${dataDir} cannot be used: ${(error as Error).message}`;
        return { status: 'unusable', message };
      }
    }
    return { status: 'open', companions };
  }

  /** The last plans of the workspaces that belong to a plan with these marks; its own workspace is not among them. */
  of(organization: string, workspace: string, marks: Marks): NamedPlan[] {
    const own = [...this.kept.values()].filter((one) => one.organization === organization);
    const seen = new Set(own.map(({ name }) => name));
    const others = [...own, ...this.given.filter(({ name }) => !seen.has(name))];
    return siblingsOf(
      marks,
      others.filter(({ name }) => name !== workspace),
    )
      .map(({ name, text }) => ({ name, text }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Keeps the last plan of a workspace, or that it has none any more. */
  remember(organization: string, workspace: string, last: LastPlan): void {
    const id = idOf(organization, workspace);
    this.kept.delete(id);
    if (last.status !== 'plan') {
      if (last.status === 'too-large')
        this.log(`The plan of ${workspace} is too large to be kept for others.`);
      this.write(id, undefined);
      return;
    }
    const { text, marks } = last;
    this.kept.set(id, { organization, name: workspace, text, marks });
    this.write(id, JSON.stringify({ organization, workspace, plan: text }));
    for (const oldest of [...this.kept.keys()].slice(0, -MAX_KEPT)) {
      this.kept.delete(oldest);
      this.write(oldest, undefined);
    }
  }

  /** Resolves when all that was kept is in the folder. */
  async written(): Promise<void> {
    await this.writes;
  }

  private write(id: string, content: string | undefined): void {
    const { dataDir } = this;
    if (dataDir === undefined) return;
    this.writes = this.writes.then(async () => {
      try {
        const path = join(dataDir, id);
        if (content === undefined) await rm(path, { force: true });
        else {
          const temporary = `${path}.${randomUUID()}.new`;
          await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
          await rename(temporary, path);
        }
      } catch (error) {
        this.log(`A plan could not be kept in ${dataDir}: ${(error as Error).message}`);
      }
    });
  }

  private load(dataDir: string): void {
    for (const id of readdirSync(dataDir).filter((name) => /^[\da-f]{64}\.json$/.test(name))) {
      try {
        const { organization, workspace, plan } = fileSchema.parse(
          JSON.parse(readFileSync(join(dataDir, id), 'utf8')),
        );
        this.kept.set(id, { organization, name: workspace, text: plan, marks: marksOf(plan) });
      } catch {
        this.log(`${id} in ${dataDir} is no plan that was kept; it is left alone.`);
      }
    }
  }
}

function idOf(organization: string, workspace: string): string {
  return `${createHash('sha256')
    .update(JSON.stringify([organization, workspace]))
    .digest('hex')}.json`;
}

function readGiven(path: string): { status: 'read'; kept: Kept } | { status: 'unusable'; message: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return {
      status: 'unusable',
      message: `${path} cannot be read: ${reasonAgainstReading(error, resolve(path))}.`,
    };
  }
  const relevant = relevantPlan(text);
  if (relevant.status === 'unreadable') {
    const how = `Make one with \`terraform show -json PLAN > ${path}\`.`;
    return { status: 'unusable', message: `${path} is no plan. ${how}` };
  }
  const name = basename(path).replace(/\.json$/, '');
  const kept = { organization: undefined, name, text: relevant.text, marks: marksOf(relevant.text) };
  return { status: 'read', kept };
}
