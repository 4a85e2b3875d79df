import { printable } from '../core/lint/format/text';
import type { RunProblem } from '../core/journey/plan';
import { painter, type Paint } from './paint';
import type { WalkIo } from './walk-io';

/** What a command says: to a person in text, or to a program in JSON. */
export interface Report {
  readonly isJson: boolean;
  readonly paint: Paint;
  /** For a person: a line on standard output. */
  say: (line?: string) => void;
  /** What is going on beside: a line on standard error, or an object there. */
  note: (message: string) => void;
  /** Why it does not go on, on standard error. */
  problem: (problem: Pick<RunProblem, 'message' | 'nextAction'> & Partial<RunProblem>) => void;
  /** For a program: a line on standard error. */
  event: (event: object) => void;
  /** For a program: the document, on standard output. */
  finish: (document: object) => void;
}

export function reportTo(io: WalkIo, json: boolean): Report {
  const event = (object: object) => {
    if (json) io.stderr(`${JSON.stringify(object)}\n`);
  };
  const paint = painter(io.colours && !json);
  return {
    isJson: json,
    paint,
    event,
    say: (line = '') => {
      if (!json) io.stdout(`${line}\n`);
    },
    note: (message) => {
      if (json) event({ event: 'note', message });
      else io.stderr(`${lines(message)}\n`);
    },
    problem: ({ message, nextAction, output, kind }) => {
      if (json) {
        event({ event: 'problem', kind, message, nextAction });
        return;
      }
      const said = output?.trim() ? `${indented(lines(output.trim()))}\n` : '';
      io.stderr(`${lines(message)}\n${said}${paint('What to do: ', 'bold')}${lines(nextAction)}\n`);
    },
    finish: (document) => {
      if (json) io.stdout(`${JSON.stringify(document, null, 2)}\n`);
    },
  };
}

/** A text of several lines that is safe to print. */
export function lines(text: string): string {
  return text.split(/\r?\n/).map(printable).join('\n');
}

export function indented(text: string, by = '    '): string {
  return text.replace(/^/gm, by);
}
