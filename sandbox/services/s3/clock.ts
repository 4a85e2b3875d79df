import type { S3Call } from './operation';

/** The time as S3 notes it: whole seconds, ISO text. */
export function timeNow({ world }: Pick<S3Call, 'world'>): string {
  return world
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, '.000Z');
}
