import { actionNote } from '../../facts/action-notes';
import { findAction, matchActions } from '../../facts/actions';
import { actsOnKey, worksCrossAccount } from '../../facts/cross-account';
import { actionsPage } from '../../facts/documentation';
import { isGrantOperation } from '../../facts/grant-operations';
import type { Action } from '../../facts/service-facts';
import { hasWildcard } from '../../facts/wildcards';
import { card, code, codes, prose } from './markdown';

/** More actions than this are counted, not listed. */
const MAX_LISTED = 10;

/** An action, or a pattern for some: what it allows, where, and to whom. */
export function actionCard(text: string): string | undefined {
  if (hasWildcard(text)) return patternCard(text);
  const action = findAction(text);
  if (!action) return undefined;
  const { details, service, name } = action;
  const note = actionNote(name);
  return card({
    name,
    kind: details ? `action, ${details.access}` : 'action',
    text: note && prose(note),
    points: [
      details && resourceTypes(details.resourceTypes),
      crossAccount(action),
      service === 'kms' && isGrantOperation(name.slice(4)) && `Grant operation: ${code(name.slice(4))}`,
    ],
    page: actionsPage(service),
  });
}

function patternCard(text: string): string | undefined {
  const actions = matchActions(text);
  const service = text.slice(0, Math.max(0, text.indexOf(':')));
  if (actions.length === 0 || service === '' || hasWildcard(service)) return undefined;
  const names = actions.map(({ name }) => name);
  const listed =
    names.length <= MAX_LISTED
      ? codes(names)
      : `${names.length} actions, among them ${codes(names.slice(0, 3))}`;
  return card({
    name: text,
    kind: 'action pattern',
    text: `Covers ${listed}.`,
    points: [],
    page: actionsPage(service.toLowerCase()),
  });
}

function resourceTypes(types: readonly { name: string; required: boolean }[]): string {
  if (types.length === 0) return `On no resource in particular: ${code('Resource')} is ${code('*')}`;
  return `On ${types.map(({ name, required }) => `${name}${required ? '' : ' (optional)'}`).join(', ')}`;
}

function crossAccount({ name, service }: Action): string | undefined {
  if (service !== 'kms' || !actsOnKey(name)) return undefined;
  return worksCrossAccount(name) === true
    ? 'Can be allowed to another account'
    : 'In the account of the key only: for another account it has no effect';
}
