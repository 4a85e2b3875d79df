/** Findings of a step: the lint rules' that concern it, and what the rehearsal itself saw. */
import { createModel } from '../model/model';
import { RULES } from '../rules/registry';
import type { Finding, Rule } from '../rules/rule';
import type { Project } from '../syntax/project';
import { positionOfLine } from './lines';
import type { FindingResult } from './result';
import type { Check } from './steps/check';

/** Which step a lint rule speaks for: the first that its id matches. */
const STEP_OF_RULE: readonly (readonly [RegExp, number])[] = [
  [/^s3-deny-unencrypted/, 7],
  [/^s3-.*(encryption|key)/, 3],
  [/^s3-.*(payer|requester|notification|region)/, 4],
  [/^s3-/, 1],
  [/^kms-.*grant/, 6],
  [/^kms-/, 2],
  [/^grant-/, 6],
  [/^fsx-/, 4],
  [/^iam-(role|service-linked)/, 4],
  [/^iam-kms/, 6],
];
/** Rules about policies of every kind: the step of what holds the policy. */
const STEP_OF_HOLDER: readonly (readonly [RegExp, number])[] = [
  [/^aws_kms_grant$/, 6],
  [/^aws_kms_/, 2],
  [/^aws_s3_/, 1],
  [/^aws_fsx_/, 4],
];
const OTHER_STEP = 6;

/** A lint finding with the step that it concerns. */
export interface StepFinding {
  readonly step: number;
  readonly finding: FindingResult;
}

/** Runs the lint rules over the same files. Notes are left out: they say what is worth knowing, not what goes wrong. */
export function lintFindings(project: Project): StepFinding[] {
  const model = createModel(project);
  return RULES.flatMap((rule) =>
    [...rule.check(model)]
      .filter((finding) => (finding.severity ?? rule.meta.severity) !== 'note')
      .map((finding) => ({
        step: stepOf(rule, finding, project),
        finding: resultOf(rule, finding, project),
      })),
  );
}

function stepOf({ meta }: Rule, { file, range }: Finding, { files }: Project): number {
  const byRule = STEP_OF_RULE.find(([pattern]) => pattern.test(meta.id))?.[1];
  if (byRule !== undefined) return byRule;
  const path = range.path ?? file.path;
  const holder = files
    .find((one) => one.path === path)
    ?.resources.find((one) => one.range.start <= range.start && range.end <= one.range.end);
  return STEP_OF_HOLDER.find(([pattern]) => pattern.test(holder?.type ?? ''))?.[1] ?? OTHER_STEP;
}

function resultOf({ meta }: Rule, finding: Finding, { files }: Project): FindingResult {
  const path = finding.range.path ?? finding.file.path;
  const text = files.find((file) => file.path === path)?.text;
  return {
    rule: meta.id,
    message: finding.message,
    file: path,
    ...(text === undefined ? {} : { line: positionOfLine(text, finding.range.start) }),
  };
}

/** What the rehearsal saw itself: every check that does not hold, or is not known to. */
export function checkFindings(checks: readonly Check[]): FindingResult[] {
  return checks
    .filter(({ holds, rule }) => holds !== true || rule === 'rehearsal-clean-up')
    .map(({ rule, message, advice, place }) => ({
      rule,
      message: advice === undefined ? message : `${message} ${advice}`,
      ...(place && {
        file: place.file.path,
        line: positionOfLine(place.file.text, place.resource.head.start),
      }),
    }));
}
