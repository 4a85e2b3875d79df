/** The rehearsal: what each of the seven steps will do, before anything is deployed. */
import { ACCOUNTS, STEPS, type Step } from '../journey/steps';
import { adviceFor } from './advice';
import { checkFindings, lintFindings, type StepFinding } from './findings';
import { positionOfLine } from './lines';
import { EXPECTATIONS, type FindingResult, type Rehearsal, type StepResult } from './result';
import { cleanUpNotes } from './steps/export';
import { grantsOfKey } from './steps/grants-in-force';
import type { Check } from './steps/check';
import { together, workingPart, type Part } from './steps/part';
import { TAKE_STEP } from './steps/steps';
import type { ReadWorld } from './world/read-world';
import type { WorldLink } from './world/world';

/** @param throughStep 1 to 7: the steps from the first to this one are rehearsed */
export function rehearse(read: ReadWorld, throughStep: number): Rehearsal {
  const lint = lintFindings(read.reading.project);
  const steps = STEPS.filter(({ number }) => number <= throughStep);
  return { throughStep, steps: steps.map((step) => takeStep(step, read, lint)) };
}

function takeStep(step: Step, read: ReadWorld, lint: readonly StepFinding[]): StepResult {
  const { links } = read.world;
  const parts = links.map((link) => ({ link, part: TAKE_STEP[step.id](link, read) }));
  const all = together(
    parts.length > 0 ? parts.map(({ part }) => part) : [workingPart([], [nothingInView(read)], read.world)],
  );
  const { account, expected } = EXPECTATIONS[step.id];
  const own = [
    ...checkFindings(all.checks),
    ...(all.asExpected === true || expected === 'fails' ? [] : parts.flatMap(accessFindings)),
    ...(step.id === 'export' ? checkFindings(links.flatMap((link) => notesOf(link, read))) : []),
  ];
  return {
    step: step.number,
    title: step.title,
    account: ACCOUNTS[account].letter,
    expected,
    outcome: all.outcome,
    asExpected: all.asExpected,
    requests: [...all.requests],
    findings: [
      ...distinct(own),
      ...lint.filter((one) => one.step === step.number).map(({ finding }) => finding),
    ],
  };
}

/** Each request that is not allowed, with what to change. */
function accessFindings({ link, part }: { link: WorldLink; part: Part }): FindingResult[] {
  // Where the grant does not come about, that is what to mend, and the role's own requests follow.
  const lacksGrant = part.checks.some(({ rule, holds }) => rule === 'rehearsal-grant' && holds === false);
  return part.requests
    .filter(({ decision }) => decision === 'denied')
    .filter(
      ({ action, principal }) =>
        !(lacksGrant && action.startsWith('kms:') && principal === link.fileSystem.sessionArn),
    )
    .map((request) => {
      const policy = request.action.startsWith('s3:') ? link.bucket.policy : link.key?.policy;
      const place = policy?.place;
      return {
        rule: 'rehearsal-access',
        message: [`${request.action} is denied.`, adviceFor(request, link)].filter(Boolean).join(' '),
        ...(place && {
          file: place.file.path,
          line: positionOfLine(place.file.text, place.resource.head.start),
        }),
      };
    });
}

function notesOf(link: WorldLink, { world }: ReadWorld): Check[] {
  return link.key ? cleanUpNotes(link.key, grantsOfKey(link, link.key, world), world) : [];
}

function nothingInView({ world }: ReadWorld): Check {
  const missing = world.buckets.length === 0 ? 'bucket' : 'file system';
  return {
    rule: 'rehearsal-view',
    holds: undefined,
    message: `No ${missing} is in view: there is nothing that could be linked. Give the Terraform of all three accounts.`,
  };
}

function distinct(findings: readonly FindingResult[]): FindingResult[] {
  return [...new Map(findings.map((finding) => [`${finding.rule}\n${finding.message}`, finding])).values()];
}
