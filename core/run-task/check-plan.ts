/** Lint and rehearsal of one plan, beside the last plans of the workspaces that belong to it. */
import { lint } from '../lint/lint';
import { NO_CONFIG, type LintConfig } from '../lint/config';
import type { RuleFailure } from '../lint/result';
import { rehearse } from '../rehearsal/rehearse';
import type { Rehearsal } from '../rehearsal/result';
import { readWorld } from '../rehearsal/world/read-world';
import { STEPS } from '../journey/steps';
import type { Severity } from '../rules/rule';
import { RULES } from '../rules/registry';
import { entryOf, textOf } from '../syntax/inspect';
import { readAs } from '../syntax/read-file';
import type { SourceFile } from '../syntax/source-file';
import { changeAt, changesOf, isChange, isInside, type ChangeKind, type PlannedChange } from './changes';
import { grantFindings } from './grant-findings';
import type { RelevantPlan } from './relevant-plan';

/** A plan, as `relevantPlan` has left it, and the workspace that it is of. */
export interface NamedPlan {
  readonly name: string;
  readonly text: string;
}

/** Something that was found in the plan. */
export interface PlanFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Of the resource; undefined for what stands in none, as a provider. */
  readonly address?: string;
  /** What the plan does with the resource. */
  readonly change?: ChangeKind;
  /** Whether it is a reason not to apply the plan. */
  readonly fails: boolean;
}

export interface PlanCheck {
  readonly findings: readonly PlanFinding[];
  /** Undefined where the plan has nothing to do with the seven steps. */
  readonly rehearsal: Rehearsal | undefined;
  /** Workspaces whose last plans it was rehearsed with. */
  readonly companions: readonly string[];
  /** Resources that come from this plan, and those that are there the same before and after, of those looked at. */
  readonly changed: number;
  readonly standing: number;
  /** The plan ended with an error. */
  readonly isShort: boolean;
  /** Rules that broke. */
  readonly failures: readonly RuleFailure[];
}

export interface CheckOptions {
  readonly companions?: readonly NamedPlan[];
  readonly config?: LintConfig;
}

/** Checks a plan. It is judged by what it changes: what stands as it stood is told, and fails nothing. */
export function checkPlan(
  name: string,
  { text, plan, hasSubjects }: RelevantPlan & { status: 'plan' },
  { companions = [], config = NO_CONFIG }: CheckOptions = {},
): PlanCheck {
  const own = readAs('plan', { path: name, text }, undefined, undefined);
  const buckets = bucketsOf(own);
  const others = companions
    .filter((companion) => companion.name !== name)
    .map((companion) => readAs('plan', { path: companion.name, text: companion.text }, undefined, undefined))
    // One that makes the same bucket is this workspace under an earlier name.
    .filter((companion) => !bucketsOf(companion).some((bucket) => buckets.includes(bucket)));
  const changes = changesOf(own);
  const found = lint([own, ...others], { rules: RULES, config });
  const world = hasSubjects ? readWorld([own, ...others]) : undefined;
  const rehearsal = world && rehearse(world, STEPS.length);
  const hide = hider([own, ...others].flatMap(changesOf));
  const findings = found.findings
    .filter(({ path }) => path === name)
    .map((finding) => planFinding(finding, changeAt(changes, finding)));
  return {
    findings: [
      ...findings,
      ...(world && rehearsal ? grantFindings(rehearsal, world.world, name, changes) : []),
    ].map((finding) => ({ ...finding, message: hide(finding.message) })),
    rehearsal: rehearsal && hidden(rehearsal, hide),
    companions: others.map(({ path }) => path),
    changed: changes.filter(isChange).length,
    standing: changes.filter(({ kind }) => kind === 'standing').length,
    isShort: plan.errored === true,
    failures: found.failures,
  };
}

/** Names of the buckets that a plan makes or has made. */
function bucketsOf({ resources }: SourceFile): string[] {
  return resources.flatMap(({ kind, type, body }) =>
    kind === 'resource' && type === 'aws_s3_bucket' ? (textOf(entryOf(body, 'bucket')) ?? []) : [],
  );
}

interface Found {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

function planFinding(found: Found, change: PlannedChange | undefined): PlanFinding {
  const { rule, severity } = found;
  if (!change) return { rule, severity, message: found.message, fails: false };
  const isSensitive = change.sensitive.some((range) => isInside(found, range));
  const title = RULES.find(({ meta }) => meta.id === rule)?.meta.title ?? rule;
  return {
    rule,
    severity,
    message: isSensitive ? `${title} (in a value that Terraform keeps back as sensitive).` : found.message,
    address: change.address,
    change: change.kind,
    fails: severity === 'error' && isChange(change),
  };
}

/** Shorter texts are words that stand everywhere. */
const SHORTEST_SECRET = 6;

/** Takes values that Terraform keeps back out of a text. */
function hider(changes: readonly PlannedChange[]): (text: string) => string {
  const secrets = [...new Set(changes.flatMap((change) => change.secrets))]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((left, secret) => left.replaceAll(secret, '(sensitive value)'), text);
}

function hidden({ throughStep, steps }: Rehearsal, hide: (text: string) => string): Rehearsal {
  return {
    throughStep,
    steps: steps.map((step) => ({
      ...step,
      requests: step.requests.map((request) => ({
        ...request,
        principal: hide(request.principal),
        resource: hide(request.resource),
        reasons: request.reasons.map(hide),
      })),
      findings: step.findings.map((finding) => ({ ...finding, message: hide(finding.message) })),
    })),
  };
}
