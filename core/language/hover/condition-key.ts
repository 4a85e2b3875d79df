import { conditionKeyNote } from '../../facts/condition-key-notes';
import { carriedBy, conditionKey, type ConditionKey } from '../../facts/condition-keys';
import { PAGES, actionsPage, type DocumentationPage } from '../../facts/documentation';
import { coveredActions } from '../../model/covered-actions';
import type { Statement } from '../../model/statement';
import { card, code, codes, prose } from './markdown';

/** More carriers than this are counted, not listed. */
const MAX_LISTED = 8;

/** By the prefix of the key. */
const SERVICES: Readonly<Record<string, string>> = { kms: ' of KMS', s3: ' of S3', fsx: ' of FSx' };

/**
 * A condition key: its type, which actions carry it, an example and its trap.
 * @param statement its actions are marked
 * @returns undefined for a key that is not in the tables
 */
export function conditionKeyCard(name: string, statement?: Statement): string | undefined {
  const key = conditionKey(name);
  if (!key) return undefined;
  const note = conditionKeyNote(name);
  return card({
    name: key.name,
    kind: `condition key, ${typeWords(key)}`,
    text: note && prose(note.what),
    points: [
      `Carried by ${carriers(key)}`,
      statement && inStatement(key, statement),
      key.values && key.values.length <= MAX_LISTED && `Values: ${codes(key.values)}`,
      key.deprecated !== undefined && `Deprecated: write ${code(key.deprecated)}`,
      key.identityPoliciesOnly && 'Works in identity policies only',
      note && `Example: ${code(note.example)}`,
    ],
    trap: note?.trap,
    page: pageOf(key),
  });
}

function typeWords({ type, multivalued }: ConditionKey): string {
  return `${type}, ${multivalued ? 'several values (needs `ForAnyValue:` or `ForAllValues:`)' : 'one value'}`;
}

function carriers({ actions, name }: ConditionKey): string {
  if (actions === 'all') return 'requests of every service, where there is such a value';
  const names = [...actions];
  if (names.length === 0) return 'none of the actions that AWS documents';
  if (names.length <= MAX_LISTED) return codes(names.sort());
  const service = SERVICES[name.slice(0, name.indexOf(':'))] ?? '';
  return `${names.length} actions${service}`;
}

/** Which of the statement's own actions carry the key. */
function inStatement(key: ConditionKey, statement: Statement): string | undefined {
  const covered = key.actions === 'all' ? undefined : coveredActions(statement);
  if (!covered) return undefined;
  const marks = covered.map(({ value, actions }) => {
    const carried = actions.map((action) => carriedBy(key, action.name));
    const mark = carried.every((is) => is === true)
      ? '✓'
      : carried.every((is) => is === false)
        ? '✗ never'
        : carried.some((is) => is === true)
          ? 'in part'
          : 'not documented';
    return `${code(value.text)} ${mark}`;
  });
  return `In this statement: ${marks.join(', ')}`;
}

function pageOf({ name, global }: ConditionKey): DocumentationPage | undefined {
  if (global) return PAGES.globalConditionKeys;
  return name.startsWith('kms:') ? PAGES.kmsConditionKeys : actionsPage(name.slice(0, name.indexOf(':')));
}
