/** What the board and its host say to each other. The host trusts no view: each message is checked at run time. */
import { z } from 'zod';
import { STEPS } from '../../core/journey/steps';
import { BOARD_FIELDS, BOARD_PLACES } from './board-fields';
import type { BoardState } from './board-state';

/** Longest value that is taken from a field. */
const MAX_VALUE = 200;

const step = z.int().min(1).max(STEPS.length);
const account = z.enum(['fileSystem', 'bucket', 'key']);

/** From the view. None carries a command line, a path or an account id. */
export const boardMessage = z.discriminatedUnion('type', [
  /** It has loaded, and wants the state. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('step'), action: z.enum(['deploy', 'verify']), step }),
  z.strictObject({ type: z.literal('account'), action: z.enum(['plan', 'deploy']), account }),
  z.strictObject({
    type: z.literal('do'),
    action: z.enum([
      'checkIdentities',
      'rehearse',
      'interrupt',
      'cleanUp',
      'startSandbox',
      'stopSandbox',
      'showLog',
    ]),
  }),
  z.strictObject({ type: z.literal('target'), target: z.enum(['aws', 'sandbox']) }),
  z.strictObject({ type: z.literal('edit'), field: z.enum(BOARD_FIELDS), value: z.string().max(MAX_VALUE) }),
  z.strictObject({ type: z.literal('reveal'), place: z.enum(BOARD_PLACES) }),
]);
export type BoardMessage = z.infer<typeof boardMessage>;

/** From the host. */
export type HostMessage =
  | { readonly type: 'state'; readonly state: BoardState }
  /** A message of the view was not taken. */
  | { readonly type: 'refused'; readonly message: string };
