import { createParsers } from '../../core/syntax/parsers';
import { Reader } from '../../core/syntax/reader';
import { readGrammars } from '../../runner/grammars';

let shared: Promise<Reader> | undefined;

/** One reader with all grammars for the whole test run: loading them takes most of the time. */
export function sharedReader(): Promise<Reader> {
  shared ??= readGrammars()
    .then(createParsers)
    .then((parsers) => new Reader(parsers));
  return shared;
}
