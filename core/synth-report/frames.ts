/** Frames of a stack trace, as V8 and what maps its traces write them. */
import { pathOf } from './paths';

/** Where a frame stands. Lines and columns from 1. */
export interface Frame {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** `new KmsKey (/app/main.ts:3:5)`, `/app/main.js:3:5`, `async Promise.all (index 0)`. */
const PLACE = /^(.+):(\d+):(\d+)$/;
/** Calls that are on the stack while an app is synthesized, and not while constructs are made. */
const AT_SYNTH = /\b(App\.synth|StackSynthesizer\.synthesize|invokeAspects|runAllValidations)\b/;

/** Reads a frame; undefined for one that stands in no file. */
export function readFrame(text: string): Frame | undefined {
  const trimmed = text.trim().replace(/^at\s+/, '');
  // The file of a frame with a name stands in the last brackets; a path may have brackets itself.
  const inBrackets = trimmed.endsWith(')') ? bracketed(trimmed) : trimmed.replace(/^async\s+/, '');
  const [, file = '', line, column] = PLACE.exec(inBrackets) ?? [];
  const path = pathOf(file);
  return path === undefined ? undefined : { path, line: Number(line), column: Number(column) };
}

/** Whether a trace was taken where constructs are made: not by an aspect or a validation. */
export function isOfCreation(trace: readonly string[]): boolean {
  return trace.length > 0 && !trace.some((frame) => AT_SYNTH.test(frame));
}

/** What stands in the bracket that the end closes. */
function bracketed(text: string): string {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return text.slice(at + 1, -1);
  }
  return text;
}
