/** The way to the host, and what of its messages is taken. */
import type { BoardMessage, HostMessage } from '../../shared/board-messages';
import { isHostMessage, isRecord } from './host-message';

/** What the view itself keeps when it is hidden or the window reloads: what is chosen, and what is open. */
export interface Kept {
  /** 1 to 7; undefined: the one that is next. */
  readonly step: number | undefined;
  /** Id of a path. */
  readonly path: string | undefined;
}

interface VsCodeApi {
  postMessage(message: BoardMessage): void;
  getState(): unknown;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function send(message: BoardMessage): void {
  api.postMessage(message);
}

export function keep(kept: Kept): void {
  api.setState(kept);
}

export function kept(): Kept {
  const state = api.getState();
  if (!isRecord(state)) return { step: undefined, path: undefined };
  const { step, path } = state;
  return {
    step: typeof step === 'number' ? step : undefined,
    path: typeof path === 'string' ? path : undefined,
  };
}

/** Calls back with each message that has the form of one. */
export function onMessage(listener: (message: HostMessage) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isHostMessage(data)) listener(data);
  });
}
