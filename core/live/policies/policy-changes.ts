/** What to change in the policy of a bucket or a key, as the policy would be and as a diff. */
import { adopt } from '../../adopt/adopt';
import { resolveDeployment, type ResolvedDeployment } from '../../deployment/resolve';
import { isRecord } from '../../json-value';
import { fileSystemBucketStatements } from '../../policies/bucket-policy';
import type { PolicyStatement } from '../../policies/document';
import { statementsForExistingKey } from '../../policies/key-policy';
import { statementsOf } from '../../policies/statements';
import type { Ask } from '../../rehearsal/requests/ask';
import type { WorldKey, WorldLink } from '../../rehearsal/world/world';
import type { BrokenLink } from '../broken-link';
import type { Change } from '../change';
import { denyChanges, openDenyChanges } from './deny-changes';
import type { Evidence } from '../evidence';
import {
  changeOf,
  heldBucketPolicy,
  heldKeyPolicy,
  requestsWith,
  type Decided,
  type Document,
  type HeldPolicy,
  type Scene,
} from './held-policy';
import { mendPolicy } from './mend-policy';
import { textsOf } from './policy-meaning';

export function bucketPolicyChange(broken: BrokenLink, scene: Scene): Change[] {
  const { link, evidence } = scene;
  const held = heldBucketPolicy(scene);
  if (!held) return [];
  if (isExplicit(broken)) return denyChanges(broken, held, link, () => []);
  const wanted = bucketStatements(evidence, link);
  const isRoleAlone = broken.denied.every(({ principal }) => principal === link.fileSystem.sessionArn);
  return mended(held, wanted, { ...(isRoleAlone && { narrow: forRole(wanted, link) }) });
}

/** The same for the file system's role and nobody else of its account. */
function forRole(statements: readonly PolicyStatement[], { fileSystem }: WorldLink): PolicyStatement[] {
  const condition = { ArnLike: { 'aws:PrincipalArn': fileSystem.roleArn } };
  return statements.map((one) => ({ ...one, Condition: { ...one.Condition, ...condition } }));
}

/** Account A as a whole: FSx looks at the access of whoever applies an association's settings again, too. */
function bucketStatements(evidence: Evidence, link: WorldLink): readonly PolicyStatement[] {
  const of = deploymentOf(evidence, link);
  const bucket = of?.buckets.find(({ bucketName }) => bucketName === link.bucket.name);
  return of && bucket ? fileSystemBucketStatements(of, bucket) : [];
}

/** @param asksOf requests beside those of the steps that the policy has to allow */
export function keyPolicyChange(
  broken: BrokenLink,
  scene: Scene,
  asksOf: (key: WorldKey) => Ask[] = () => [],
): Change[] {
  const { link, evidence } = scene;
  const held = heldKeyPolicy(scene);
  if (!held) return [];
  if (isExplicit(broken)) return denyChanges(broken, held, link, asksOf);
  const of = exactDeploymentOf(evidence, link);
  const bucket = of?.buckets.find(({ bucketName }) => bucketName === link.bucket.name);
  return mended(held, of && bucket ? statementsForExistingKey(of, bucket.key) : [], { asksOf });
}

/**
 * What settles whether the file system's role, or whoever applies an association's settings, may use the bucket, where
 * nobody here can see what a statement asks for.
 * @param step whose requests are not known
 * @param principal who sends them
 */
export function openBucketPolicyChange(step: number, principal: string, scene: Scene): Change[] {
  const { link, evidence } = scene;
  const held = heldBucketPolicy(scene);
  if (!held) return [];
  const spared = openDenyChanges(step, principal, held, link);
  if (spared.length > 0 || principal !== link.fileSystem.sessionArn) return spared;
  const isOpen = (request: Decided): boolean =>
    request.step === step && request.decision === 'unknown' && request.principal === principal;
  return mended(held, forRole(bucketStatements(evidence, link), link), { counts: isOpen }).map((change) => ({
    ...change,
    what: `Where that keeps the file system's role out: ${change.what.replace(/^./, (first) => first.toLowerCase())}`,
  }));
}

function isExplicit({ denied }: BrokenLink): boolean {
  return denied.length > 0 && denied[0]?.denial === 'explicit';
}

interface Mending {
  /** Requests beside those of the steps. */
  readonly asksOf?: (key: WorldKey) => Ask[];
  /** Which requests are to be fewer; default: those that are denied. */
  readonly counts?: (request: Decided) => boolean;
  /** What is added instead, where it does the same. */
  readonly narrow?: readonly unknown[];
}

function mended(
  held: HeldPolicy,
  wanted: readonly unknown[],
  { asksOf = () => [], counts = ({ decision }) => decision === 'denied', narrow }: Mending = {},
): Change[] {
  if (wanted.length === 0) return [];
  const denied = (policy: Document | undefined): number =>
    requestsWith(held, policy, asksOf).filter(counts).length;
  const options = { region: held.region, denied };
  const wide = mendPolicy(held.before, wanted, options);
  const isAdded = statementsOf(wide).length > statementsOf(held.before).length;
  const narrower = narrow && isAdded ? mendPolicy(held.before, narrow, options) : wide;
  const after = denied(narrower) <= denied(wide) ? narrower : wide;
  const [before, statements] = [statementsOf(held.before), statementsOf(after)];
  const isLonger = statements.length > before.length;
  const isCorrected = before.some((statement) => !statements.includes(statement));
  const added = [
    ...new Set(
      statements.slice(before.length).flatMap((one) => (isRecord(one) ? textsOf(one['Action']) : [])),
    ),
  ].join(', ');
  const what =
    isLonger && isCorrected
      ? `Correct ${held.name}, and add what is missing (${added}):`
      : isLonger
        ? `Add what is missing to ${held.name} (${added}):`
        : `Correct ${held.name}:`;
  return changeOf(held, what, after);
}

/** The deployment that the accounts amount to. */
function deploymentOf(evidence: Evidence, link: WorldLink): ResolvedDeployment | undefined {
  const arn = link.key?.arn;
  const adopted = adopt(
    arn === undefined ? evidence : { ...evidence, named: { ...evidence.named, keys: [arn] } },
  );
  return adopted.status === 'adopted' ? resolveDeployment(adopted.deployment) : undefined;
}

/** The same, with the role by its name where it is there: KMS refuses a policy that names nobody. */
function exactDeploymentOf(evidence: Evidence, link: WorldLink): ResolvedDeployment | undefined {
  const resolved = deploymentOf(evidence, link);
  const { status } = evidence.role;
  const isThere = status === 'seen' || (status === 'unknown' && link.isThere === true);
  if (!resolved || !isThere) return resolved;
  return { ...resolved, role: { match: 'exact', arn: link.fileSystem.roleArn } };
}
