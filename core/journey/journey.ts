/** How far somebody has come with the seven steps, as it stands in the journey file. */
import { z } from 'zod';
import type { Cost } from './costs';
import { statusOfChecks, type Proof } from './proof';
import { STEPS, type AccountRole, type StepId } from './steps';
import type { TargetKind } from './target';

/** Version of the file's format that is written. */
export const JOURNEY_VERSION = 1;

export interface Journey {
  version: typeof JOURNEY_VERSION;
  /** The way in AWS and the one in the sandbox know nothing of each other. */
  ways: Partial<Record<TargetKind, Way>>;
}

/** What was deployed and proved at one target. */
export interface Way {
  stacks: Partial<Record<AccountRole, StackRecord>>;
  /** The last proof of each step. */
  proofs: Partial<Record<StepId, Proof>>;
}

export interface StackRecord {
  /** `partial`: a deploy or destroy has ended before everything was done. */
  status: 'deployed' | 'partial' | 'destroyed';
  /** ISO 8601: when it last changed. */
  at: string;
  /**
   * ISO 8601: when it last changed without a further step being reached. Proofs from before are out of date; those of
   * the steps before a further one stay good, since the walk only adds to them.
   */
  reworkedAt?: string;
  /** SHA-256 of the `cdk.tf.json` that was deployed, hexadecimal; empty where it is not known. */
  hash: string;
  /** The step that the stack was deployed for, 1 to 7; 0 where it is not known. */
  throughStep: number;
  /** Number of resources it holds. */
  resources: number;
  outputs: Record<string, string>;
  /** What of it costs money; left out where it is not known. */
  costs?: Cost[];
  /** Name of each bucket that it has created, by Terraform address; left out where it is not known. */
  buckets?: Record<string, string>;
}

export interface ReadJourney {
  /** All of the file that could be read. */
  journey: Journey;
  /**
   * `good`: nothing is lost by writing it again; `damaged`: what `problems` name is not in `journey`; `newer`: another
   * version of this program wrote it, which has to write it further.
   */
  status: 'good' | 'damaged' | 'newer';
  /** Sentences. */
  problems: string[];
}

export function emptyJourney(): Journey {
  return { version: JOURNEY_VERSION, ways: {} };
}

export function emptyWay(): Way {
  return { stacks: {}, proofs: {} };
}

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), { message: 'is not a time' });
const account = z.enum(['fileSystem', 'bucket', 'key']);
const status = z.enum(['passed', 'failed', 'unknown']);

const cost = z.object({
  account,
  address: z.string(),
  what: z.string(),
  billed: z.string(),
  removedBy: z.string(),
});

/** Left-out fields are those that an older file may lack. */
const stackRecord = z.object({
  status: z.enum(['deployed', 'partial', 'destroyed']),
  at: instant,
  reworkedAt: instant.optional(),
  hash: z.string().default(''),
  throughStep: z.int().min(0).max(STEPS.length).default(0),
  resources: z.int().min(0).default(0),
  outputs: z.record(z.string(), z.string()).default({}),
  costs: z.array(cost).optional(),
  buckets: z.record(z.string(), z.string()).optional(),
});

const evidence = z.object({ title: z.string(), source: z.string(), text: z.string() });
const left = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string(), instanceId: z.string() }),
  z.object({ kind: z.literal('object'), uri: z.string() }),
]);
const check = z.object({
  id: z.string(),
  account,
  title: z.string(),
  status,
  message: z.string().default(''),
  evidence: z.array(evidence).default([]),
  leaves: left.optional(),
});
const proof = z
  .object({ step: z.int(), at: instant, checks: z.array(check) })
  // What the checks say counts: a status of its own could contradict them.
  .transform((read): Proof => ({ ...read, status: statusOfChecks(read.checks) }));

const TARGETS: readonly TargetKind[] = ['aws', 'sandbox'];

/** Reads the text of a journey file, part by part: what is broken is left out and told, the rest is kept. Never throws. */
export function readJourney(text: string): ReadJourney {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const problem = `It is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { journey: emptyJourney(), status: 'damaged', problems: [problem] };
  }
  const problems: string[] = [];
  const root = recordAt(json, 'it', problems);
  const { version = JOURNEY_VERSION } = root;
  const journey = emptyJourney();
  const ways = recordAt(root['ways'] ?? {}, 'ways', problems);
  const ofTargets = known(ways, TARGETS, 'ways', problems);
  for (const [target, way] of ofTargets) {
    journey.ways[target] = readWay(recordAt(way, `ways.${target}`, problems), `ways.${target}`, problems);
  }
  if (typeof version === 'number' && version > JOURNEY_VERSION) {
    const problem = `It has version ${version}, and this is made for version ${JOURNEY_VERSION}: a newer fsx-lustre-kms has written it.`;
    return { journey, status: 'newer', problems: [problem] };
  }
  return { journey, status: problems.length > 0 ? 'damaged' : 'good', problems };
}

function readWay(way: Record<string, unknown>, path: string, problems: string[]): Way {
  const result = emptyWay();
  const stacks = recordAt(way['stacks'] ?? {}, `${path}.stacks`, problems);
  for (const [role, value] of known(stacks, account.options, `${path}.stacks`, problems)) {
    const read = stackRecord.safeParse(value);
    if (read.success) result.stacks[role] = read.data;
    else problems.push(problemOf(read.error, `${path}.stacks.${role}`));
  }
  const proofs = recordAt(way['proofs'] ?? {}, `${path}.proofs`, problems);
  const ids = STEPS.map(({ id }) => id);
  for (const [id, value] of known(proofs, ids, `${path}.proofs`, problems)) {
    const read = proof.safeParse(value);
    const number = STEPS.find((step) => step.id === id)?.number;
    if (!read.success) problems.push(problemOf(read.error, `${path}.proofs.${id}`));
    else if (read.data.step !== number) problems.push(`${path}.proofs.${id}: it is of another step`);
    else result.proofs[id] = read.data;
  }
  return result;
}

/** The entries of an object whose names are known; others are told. */
function known<Name extends string>(
  object: Record<string, unknown>,
  names: readonly Name[],
  path: string,
  problems: string[],
): [Name, unknown][] {
  return Object.entries(object).flatMap(([name, value]): [Name, unknown][] => {
    const found = names.find((other) => other === name);
    if (found !== undefined) return [[found, value]];
    problems.push(`${path}: ${JSON.stringify(name)} is not known`);
    return [];
  });
}

function recordAt(value: unknown, path: string, problems: string[]): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  problems.push(`${path} is no object`);
  return {};
}

function problemOf({ issues }: z.ZodError, path: string): string {
  return issues.map((issue) => `${[path, ...issue.path].join('.')}: ${issue.message}`).join('; ');
}
