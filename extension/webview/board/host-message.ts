/** What of the host's messages the view takes. */
import type { HostMessage } from '../../shared/board-messages';

/** The lists that the view goes through: without one of them it could not draw. */
const LISTS = ['steps', 'accounts', 'paths', 'values', 'places', 'notices'] as const;

/** Light, since the host checks its own state: another sender, or another version of the host, is not drawn. */
export function isHostMessage(data: unknown): data is HostMessage {
  if (!isRecord(data)) return false;
  if (data['type'] === 'refused') return typeof data['message'] === 'string';
  const state = data['state'];
  if (data['type'] !== 'state' || !isRecord(state)) return false;
  return (
    LISTS.every((name) => Array.isArray(state[name])) &&
    isRecord(state['cleanUp']) &&
    (state['target'] === 'aws' || state['target'] === 'sandbox') &&
    typeof state['said'] === 'string'
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
