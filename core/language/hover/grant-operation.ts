import { PAGES } from '../../facts/documentation';
import { GRANT_OPERATION_NOTES } from '../../facts/grant-operation-notes';
import { KEY_TYPES, isGrantOperation, keyTypesTaking } from '../../facts/grant-operations';
import { LEAST_GRANT_OPERATIONS } from '../../facts/kms';
import { card, prose } from './markdown';

/** A grant operation: which keys take it, and what FSx needs it for. */
export function grantOperationCard(text: string): string | undefined {
  if (!isGrantOperation(text)) return undefined;
  const note = GRANT_OPERATION_NOTES[text];
  const isNeeded = LEAST_GRANT_OPERATIONS.some((operation) => operation === text);
  return card({
    name: text,
    kind: 'grant operation',
    text: prose(note.what),
    points: [
      `On ${keyTypesTaking(text)
        .map((type) => KEY_TYPES[type].words)
        .join(', ')}`,
      isNeeded && "Among the three that a file system's role needs on the key of a linked bucket",
    ],
    trap: note.trap,
    page: PAGES.grants,
  });
}
