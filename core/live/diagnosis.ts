/** From evidence to a diagnosis, as `diagnose --format json` prints it. */
import type { Rehearsal } from '../rehearsal/result';
import type { BrokenLink } from './broken-link';
import type { Change } from './change';
import { changesFor, wantingFor } from './changes';
import { openFacts, type OpenFact } from './commands';
import type { Evidence, LogRecord, Refusal } from './evidence';
import { rehearseLive } from './rehearse-live';
import { roleNotes } from './role';
import { verdictOf } from './verdict';
import { unsettledSteps, type Unsettled } from './unsettled';
import { strayBuckets } from './world';

export interface LiveDiagnosis {
  fileSystemId: string;
  region: string;
  /** False: a link is broken; null: nothing is seen to be, but not everything is known. */
  healthy: boolean | null;
  /** The first link that is. */
  broken?: BrokenLink & { changes: Change[] };
  /** Steps of which it is not known whether they are as expected, before the first broken link or in all. */
  unsettled: Unsettled[];
  /** What is not known, with who can read it and how. */
  open: OpenFact[];
  /** Sentences worth knowing. */
  notes: string[];
  rehearsal: Rehearsal;
  /** Refused calls and log records of the last day. */
  refusals: Refusal[];
  log: LogRecord[];
}

export function diagnoseLive(evidence: Evidence): LiveDiagnosis {
  const live = rehearseLive(evidence);
  const { broken, unknownSteps, notes } = verdictOf(live, evidence);
  const refusals = evidence.refusals.status === 'seen' ? evidence.refusals.value : [];
  const log = evidence.log.status === 'seen' ? evidence.log.value : [];
  return {
    fileSystemId: evidence.fileSystemId,
    region: evidence.region,
    healthy: broken ? false : unknownSteps.length > 0 ? null : true,
    ...(broken && {
      broken: {
        ...broken,
        advice: [...broken.advice, ...wantingFor(broken, live, evidence)],
        changes: changesFor(broken, live, evidence),
      },
    }),
    unsettled: unsettledSteps(broken, live, evidence),
    open: openFacts(evidence),
    notes: [
      ...notes,
      ...unknownBuckets(evidence),
      ...roleNotes(evidence),
      ...(broken ? [] : unexplained(refusals)),
    ],
    rehearsal: live.rehearsal,
    refusals,
    log,
  };
}

/** Buckets that somebody named, and that S3 does not know, where the file system is linked to another. */
function unknownBuckets(evidence: Evidence): string[] {
  return strayBuckets(evidence).map(
    (name) => `S3 knows no bucket ${name}, which --bucket names, and the file system is not linked to it.`,
  );
}

/** Refusals that what was read does not explain: they may be over, or of a layer that nobody showed. */
function unexplained(refusals: readonly Refusal[]): string[] {
  return refusals
    .filter(({ allowedSince }) => allowedSince === undefined)
    .map(
      ({ action, time, message }) =>
        `${action} was refused${time === undefined ? '' : ` at ${time}`}, and nothing that was read refuses it now: it may have been mended since. ${message}`,
    );
}
