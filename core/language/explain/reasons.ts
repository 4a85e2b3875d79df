/** Reasons of a decision in the words of the files, each with links to what it rests on. */
import { labelOf } from '../../access/element-text';
import { nameOf as traceName } from '../../access/reasons';
import type { StatementTrace } from '../../access/trace-types';
import type { Policy } from '../../model/policy';
import type { Condition, Statement } from '../../model/statement';
import { shortPath } from '../../rehearsal/world/text';
import { tokenRange } from '../../syntax/inspect';
import type { Entry, Range } from '../../syntax/value';
import { statementsOf } from '../../policies/statements';
import { heldAt, type Decided } from './decide';
import { policyOf, statementAt } from './held';
import { linkText, type Piece } from './markdown';
import type { References } from './references';
import type { View } from './view';
import type { Words } from './words';

/** The reasons of a decision in the evaluator's words, what AWS would print left out. */
export function reasonsOf(decided: Decided): string[] {
  const { reasons, message } = decided.explanation;
  return reasons.filter((reason) => reason !== message && !isAssumed(reason, decided));
}

/** What is said of an administrator's permissions, which nobody sees, is no reason. */
function isAssumed(reason: string, { candidate }: Decided): boolean {
  const index = candidate.ask.deciders.identityPolicies.findIndex(({ name }) => name === 'administrator');
  return index >= 0 && reason.includes(`identityPolicies[${index}]`);
}

/** A sentence of the evaluator with the files' own names, linked to what stands there. */
export function linkReason(
  reason: string,
  decided: Decided,
  view: View,
  references: References,
  words: Words,
): Piece[] {
  const { statements } = decided.explanation.trace;
  let pieces: Piece[] = [{ text: words.running(reason, decided.candidate.link.fileSystem) }];
  for (const trace of [...statements].reverse()) {
    if (!mentions(reason, traceName(trace))) continue;
    pieces = linkStatement(pieces, trace, decided, view, references);
  }
  decided.grants.forEach(({ name, place }, index) => {
    const { file, resource } = place;
    pieces = rename(pieces, `grants[${index}]`, name);
    if (!pieces.some((piece) => piece.reference === undefined && piece.text.includes(name))) return;
    pieces = linkText(pieces, name, references.add(resource.head, file.path, name));
  });
  const { identityPolicies, resourcePolicy } = decided.candidate.ask.deciders;
  identityPolicies.forEach((held, index) => {
    const inFiles = policyOf(held, view.model);
    const name = inFiles ? policyName(inFiles) : `the ${held.name}`;
    pieces = rename(pieces, `identityPolicies[${index}].Statement[0]`, name);
    pieces = rename(pieces, `identityPolicies[${index}]`, name);
  });
  const policy = policyOf(resourcePolicy, view.model);
  return rename(
    pieces,
    'resourcePolicy',
    policy ? policyName(policy) : (resourcePolicy?.name ?? 'the policy'),
  );
}

/** Whether a statement's place stands in a reason, and is no longer one's beginning. */
function mentions(reason: string, name: string): boolean {
  const at = reason.indexOf(name);
  return at >= 0 && !/^[[\d]/.test(reason.slice(at + name.length));
}

function linkStatement(
  pieces: readonly Piece[],
  trace: StatementTrace,
  { candidate }: Decided,
  view: View,
  references: References,
): Piece[] {
  const held = heldAt(trace.pointer, candidate.ask);
  const policy = policyOf(held, view.model);
  const count = statementsOf(held?.document).length;
  const statement = policy && statementAt(policy, { index: trace.index, sid: trace.sid, count });
  if (!policy || !statement) return [...pieces];
  const name = statementName(statement, policy);
  const path = policy.file.path;
  let linked = rename(pieces, traceName(trace), name);
  linked = linkText(linked, name, references.add(statement.node.range, path, name));
  for (const element of trace.elements) {
    const range = rangeOf(labelOf(element), statement, element.operator, element.key);
    if (!range) continue;
    const label =
      element.key === undefined ? `its ${labelOf(element)}` : `${element.operator ?? ''} ${element.key}`;
    if (linked.some((piece) => piece.reference === undefined && piece.text.includes(label))) {
      linked = linkText(linked, label, references.add(range, path, labelOf(element)));
    }
  }
  return linked;
}

/** The place of an element of a statement. */
function rangeOf(
  label: string,
  statement: Statement,
  operator: string | undefined,
  key: string | undefined,
): Range | undefined {
  if (key !== undefined) {
    const found = statement.conditions.find(
      (condition) => condition.operator.text === operator && condition.key.text === key,
    );
    return found && conditionRange(found);
  }
  const entries: Readonly<Record<string, Entry | undefined>> = {
    Action: statement.action?.entry,
    NotAction: statement.notAction?.entry,
    Resource: statement.resource?.entry,
    NotResource: statement.notResource?.entry,
    Principal: statement.principalEntry,
    NotPrincipal: statement.notPrincipalEntry,
  };
  const entry = entries[label];
  return entry && spanOf([tokenRange(entry.key), entry.value.range]);
}

/** A condition's key with its values. */
export function conditionRange({ key, values }: Condition): Range {
  return spanOf([tokenRange(key), ...values.map(({ range }) => range)]);
}

/** From the first place to the last, as far as they stand in one file. */
function spanOf([first, ...others]: readonly [Range, ...Range[]]): Range {
  const near = others.filter(({ path, start }) => path === first.path && start >= first.start);
  return { ...first, end: Math.max(first.end, ...near.map(({ end }) => end)) };
}

function rename(pieces: readonly Piece[], from: string, to: string): Piece[] {
  return pieces.map((piece) =>
    piece.reference === undefined ? { text: piece.text.replaceAll(from, () => to) } : piece,
  );
}

/** `statement "FileSystem" of the policy of aws_kms_key.key`. */
export function statementName({ sid, index }: Statement, policy: Policy): string {
  const own = sid === undefined || sid === '' ? `statement ${index + 1}` : `statement ${JSON.stringify(sid)}`;
  return `${own} of ${policyName(policy)}`;
}

/** `the policy of aws_kms_key.key`, or of the file that it stands in. */
export function policyName({ holders: [holder], file }: Policy): string {
  return `the policy of ${holder ? holder.resource.address : shortPath(file.path)}`;
}
