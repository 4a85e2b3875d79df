import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentInput } from '../../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../../core/journey/steps';
import { rehearse } from '../../../core/rehearsal/rehearse';
import type { Rehearsal, StepResult } from '../../../core/rehearsal/result';
import { changeWorld, type WhatIf } from '../../../core/rehearsal/what-if';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { readAs } from '../../../core/syntax/read-file';
import type { SourceFile } from '../../../core/syntax/source-file';
import { synthesizeSample, type TerraformJson } from '../../support/synthesize';

export type Stacks = Record<AccountRole, TerraformJson>;

const synthesized = new Map<string, Stacks>();

/** The stacks of the sample deployment with some parts replaced: a copy that a test may change. */
export function stacksOf(changes: Partial<DeploymentInput> = {}): Stacks {
  const id = JSON.stringify(changes);
  const known = synthesized.get(id) ?? synthesizeSample(changes).stacks;
  synthesized.set(id, known);
  return structuredClone(known);
}

/** Rehearses stacks as they stand. */
export function rehearseStacks(stacks: Stacks, change: WhatIf = {}, throughStep = 7): Rehearsal {
  const files = (Object.keys(stacks) as AccountRole[]).map((account) =>
    readAs(
      'terraform-json',
      {
        path: join('stacks', ACCOUNTS[account].stack, 'cdk.tf.json'),
        text: JSON.stringify(stacks[account], null, 2),
      },
      undefined,
      undefined,
    ),
  );
  const read = readWorld(files);
  return rehearse({ ...read, world: changeWorld(read.world, change) }, throughStep);
}

/** Rehearses plans, by their paths. */
export function rehearsePlans(paths: readonly string[], accounts = new Map<string, string>()): Rehearsal {
  return rehearse(readWorld(paths.map(readPlan), accounts), 7);
}

export function readPlan(path: string): SourceFile {
  return readAs('plan', { path, text: readFileSync(path, 'utf8') }, undefined, undefined);
}

export function stepOf({ steps }: Rehearsal, number: number): StepResult {
  const step = steps.find((one) => one.step === number);
  if (!step) throw new Error(`no step ${number}`);
  return step;
}

/** `asExpected` of all steps, in their order. */
export function verdicts({ steps }: Rehearsal): (boolean | null)[] {
  return steps.map(({ asExpected }) => asExpected);
}

/** Steps that are not as expected. */
export function notAsExpected({ steps }: Rehearsal): number[] {
  return steps.filter(({ asExpected }) => asExpected === false).map(({ step }) => step);
}

interface Statement {
  Sid?: string;
  [name: string]: unknown;
}

/** Changes the statements of a policy that a resource holds as text. */
export function changePolicy(
  stack: TerraformJson,
  type: string,
  change: (statements: Statement[]) => Statement[],
): void {
  for (const resource of Object.values(stack.resource?.[type] ?? {})) {
    const policy = JSON.parse(resource['policy'] as string) as { Statement: Statement[] };
    policy.Statement = change(policy.Statement);
    resource['policy'] = JSON.stringify(policy);
  }
}

/** Sets attributes of every resource of a type. */
export function setAttributes(stack: TerraformJson, type: string, attributes: Record<string, unknown>): void {
  for (const resource of Object.values(stack.resource?.[type] ?? {})) Object.assign(resource, attributes);
}
