import { GRANT_OPERATION_NOTES } from '../../facts/grant-operation-notes';
import {
  KEY_TYPES,
  keyTypesTaking,
  type AnyGrantOperation,
  type KeyType,
} from '../../facts/grant-operations';
import { LEAST_GRANT_OPERATIONS } from '../../facts/kms';
import { grantOperationCard } from '../hover/grant-operation';
import { textCandidate, type Candidate } from './candidate';

/** Operations that a key takes and that are not listed yet, those first that a file system needs. */
export function grantOperationCandidates(type: KeyType, listed: readonly string[]): Candidate[] {
  const needed: readonly AnyGrantOperation[] = type === 'symmetric' ? LEAST_GRANT_OPERATIONS : [];
  const open = KEY_TYPES[type].operations.filter((operation) => !listed.includes(operation));
  const first = needed.find((operation) => open.includes(operation));
  const ordered = [
    ...needed.filter((operation) => open.includes(operation)),
    ...open.filter((operation) => !needed.includes(operation)),
  ];
  return ordered.map((operation) =>
    textCandidate(operation, 'value', needed.includes(operation) ? 0 : 1, {
      detail: needed.includes(operation) ? 'a file system needs it' : wordsOf(operation),
      documentation: grantOperationCard(operation),
      preselect: operation === first,
    }),
  );
}

/** What an operation does, or for which keys alone it is. */
function wordsOf(operation: AnyGrantOperation): string {
  const [only, ...others] = keyTypesTaking(operation);
  return only !== undefined && others.length === 0
    ? `on ${KEY_TYPES[only].words}`
    : GRANT_OPERATION_NOTES[operation].what;
}
