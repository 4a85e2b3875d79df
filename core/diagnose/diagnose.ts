/** From a pasted text to the broken link. */
import type { ResolvedDeployment } from '../deployment/resolve';
import { byKind } from '../evidence/client-error';
import { readHeadRefusals } from '../evidence/head-refusal';
import { readMixedText } from '../evidence/mixed-text';
import { inWordsOfCli, sdkServiceIn, serviceOfOperation } from '../evidence/sdk-error';
import { allowedCalls, allowedSince } from './refusals/allowed-calls';
import { clientErrorFound, isOfKernel } from './symptoms/client-errors/client-error-found';
import { cutRefusal } from './refusals/cut-refusal';
import { denyRefusal, isLimit } from './refusals/deny-refusal';
import type { TextDiagnosis } from './diagnosis';
import { filesShown, shownOf } from './symptoms/files-shown';
import { distinct } from './distinct';
import { seenOf, unexplained, withSeen } from './explained';
import { withPlaceholders, type Found } from './found';
import { foreignRefusal, isForeign } from './refusals/foreign-refusal';
import { headRefusalFound } from './refusals/head-refusal';
import { knownErrorFound } from './known-error';
import { callerKmsRefusal } from './refusals/kms-caller-refusal';
import { fileSystemKmsRefusal } from './refusals/kms-role-refusal';
import { nothingBroken } from './nothing-broken';
import { ordered } from './order';
import { otherRefusal } from './refusals/other-refusal';
import { refusalsOf, type DenialSighting, type Refusal } from './refusals/refusal';
import { callerS3Refusal, fileSystemS3Refusal } from './refusals/s3-refusal';
import { narrowed, sceneOf, type Scene } from './scene';
import { symptomOf, withKernel } from './symptoms/symptoms';

/**
 * Diagnoses what a text shows: refusals as AWS words them, events of CloudTrail, records of the file system's log and
 * output of `lfs` and `cat`, in any mixture. What the text does not prove is listed as open. Never throws.
 * @param deployment of the folder: it tells which account is which, where the text is about the same ones
 */
export function diagnoseText(text: string, deployment?: ResolvedDeployment): TextDiagnosis {
  const heads = readHeadRefusals(text);
  const sightings = readMixedText(inWordsOfCli(heads.rest));
  if (sightings.length + heads.refusals.length === 0) return { status: 'unreadable' };
  const scene = sceneOf(sightings, deployment);
  const files = filesShown(sightings);
  const calls = allowedCalls(sightings.flatMap((one) => (one.kind === 'call' ? [one.event] : [])));
  const denials = sightings
    .filter((one): one is DenialSighting => one.kind === 'denial')
    .map((denial) => ({ denial, allowedAt: allowedSince(denial.event, calls) }));
  const standing = denials.flatMap(({ denial, allowedAt }) => (allowedAt === undefined ? [denial] : []));
  const service = sdkServiceIn(text);
  const refusals = refusalsOf(standing).map((refusal) => ({
    refusal,
    found: refusalFound(refusal, narrowed(scene, refusal.sightings), service),
  }));
  const errors = sightings.flatMap((one) =>
    one.kind === 'known-error' ? [knownErrorFound(one.error, narrowed(scene, [one]))] : [],
  );
  const clientErrors = byKind(sightings.flatMap((one) => (one.kind === 'client-error' ? [one.error] : [])));
  const symptoms = withKernel(
    sightings.flatMap((one) => symptomOf(one, files, narrowed(scene, [one])) ?? []),
    clientErrors.filter(({ kind }) => kind === 'kernel-no-data'),
    scene,
  );
  const client = clientErrors
    .filter(({ kind }) => kind !== 'kernel-no-data')
    .map((error) => ({ error, found: clientErrorFound(error, shownOf(files, error), scene) }));
  const seen = seenOf(symptoms);
  const found = [
    ...refusals.map(({ refusal, found: one }) => withSeen(one, refusal, seen)),
    ...distinct(errors),
    ...heads.refusals.map((refusal) => headRefusalFound(refusal, scene)),
    ...client.map(({ found: one }) => one),
    ...distinct(
      unexplained(
        symptoms,
        refusals.map(({ refusal }) => refusal),
      ),
    ),
  ];
  const titles = {
    own: titlesOf(refusals.filter(({ refusal }) => refusal.caller.kind === 'file-system')),
    kernel: titlesOf(client.filter(({ error }) => isOfKernel(error.kind))),
  };
  const [first, ...others] = ordered(found, titles).map(withPlaceholders);
  if (first) return { status: 'broken', diagnoses: [first, ...others] };
  const past = denials.flatMap(({ denial, allowedAt }) =>
    allowedAt === undefined ? [] : [{ denial, allowedAt }],
  );
  return nothingBroken(sightings, past, files, scene);
}

function titlesOf(all: readonly { found: Found }[]): ReadonlySet<string> {
  return new Set(all.map(({ found }) => found.title));
}

/** @param service of a refusal that names neither action nor operation, where the text has one */
function refusalFound(refusal: Refusal, scene: Scene, service: 's3' | 'kms' | undefined): Found {
  const { caller, layer, explicit, actions, operations, missing } = refusal;
  const isByDeny = explicit === true || isLimit(layer);
  if (missing.length > 0 && (layer === undefined || !isByDeny)) return cutRefusal(refusal, scene);
  if (isForeign(refusal)) return foreignRefusal(refusal, scene);
  if (isByDeny) return denyRefusal(refusal, scene);
  const isFileSystem = caller.kind === 'file-system';
  switch (
    actions[0]?.toLowerCase().split(':')[0] ??
    (operations[0] ? serviceOfOperation(operations[0]) : service)
  ) {
    case 'kms': {
      const named = {
        ...refusal,
        actions: actions.length > 0 ? actions : operations.map((one) => `kms:${one}`),
      };
      return isFileSystem ? fileSystemKmsRefusal(named, scene) : callerKmsRefusal(named, scene);
    }
    case 's3':
      return isFileSystem ? fileSystemS3Refusal(refusal, scene) : callerS3Refusal(refusal, scene);
    default:
      return otherRefusal(refusal, scene);
  }
}
