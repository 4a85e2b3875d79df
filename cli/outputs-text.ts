import { printable } from '../core/lint/format/text';
import { inLines } from '../runner/verify/verification';
import { indented, lines } from './report';

/** Outputs of a stack as lines: a value that is JSON, such as a policy to hand over, in lines of its own. */
export function outputLines(outputs: Readonly<Record<string, string>>): string[] {
  return Object.entries(outputs).map(([name, value]) => {
    const text = lines(inLines(value));
    return text.includes('\n')
      ? `  ${printable(name)} =\n${indented(text)}`
      : `  ${printable(name)} = ${printable(value)}`;
  });
}
