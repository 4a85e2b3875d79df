import type { Entry } from '../volume';

/**
 * Works out what `test` and `[` are given. Source: POSIX, test.
 * @returns undefined for what is no expression
 */
export function evaluateTest(
  args: readonly string[],
  stat: (path: string) => Entry | undefined,
): boolean | undefined {
  if (args.length === 0) return false;
  const or = args.indexOf('-o');
  const and = args.indexOf('-a');
  const split = or > 0 ? or : and;
  if (split > 0 && args.length > 3) {
    const [one, other] = [
      evaluateTest(args.slice(0, split), stat),
      evaluateTest(args.slice(split + 1), stat),
    ];
    if (one === undefined || other === undefined) return undefined;
    return or > 0 ? one || other : one && other;
  }
  const [first = '', second = '', third = ''] = args;
  if (args.length === 1) return first !== '';
  if (first === '!') {
    const inner = evaluateTest(args.slice(1), stat);
    return inner === undefined ? undefined : !inner;
  }
  if (args.length === 2) return unary(first, second, stat);
  return args.length === 3 ? binary(first, second, third) : undefined;
}

function unary(
  operator: string,
  operand: string,
  stat: (path: string) => Entry | undefined,
): boolean | undefined {
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-e':
    case '-r':
    case '-w':
      return stat(operand) !== undefined;
    case '-f':
      return stat(operand)?.kind === 'file';
    case '-d':
      return stat(operand)?.kind === 'directory';
    case '-s':
      return (stat(operand)?.size ?? 0) > 0;
    default:
      return undefined;
  }
}

function binary(one: string, operator: string, other: string): boolean | undefined {
  if (operator === '=' || operator === '==') return one === other;
  if (operator === '!=') return one !== other;
  if (!/^\s*-?\d+\s*$/.test(one) || !/^\s*-?\d+\s*$/.test(other)) return undefined;
  const difference = Number(one) - Number(other);
  switch (operator) {
    case '-eq':
      return difference === 0;
    case '-ne':
      return difference !== 0;
    case '-lt':
      return difference < 0;
    case '-le':
      return difference <= 0;
    case '-gt':
      return difference > 0;
    case '-ge':
      return difference >= 0;
    default:
      return undefined;
  }
}
