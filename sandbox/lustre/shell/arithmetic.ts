/**
 * Works out what stands in `((…))`: whole numbers, in decimal, octal or hexadecimal form, variables, and C's operators
 * without assignments. Source: POSIX, Shell Command Language, "Arithmetic Expansion".
 * @returns undefined for what is no such expression
 */
export function evaluateArithmetic(
  expression: string,
  variable: (name: string) => string,
): number | undefined {
  const tokens = expression.match(
    /0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^~!<>()]|\S/g,
  );
  const reader = new Reader(tokens ?? [], variable);
  const value = tokens ? reader.binary(0) : 0;
  return reader.isDone && Number.isFinite(value) ? value : undefined;
}

/** From the weakest to the strongest. */
const LEVELS: readonly Readonly<Record<string, (one: number, other: number) => number>>[] = [
  { '||': (one, other) => Number(one !== 0 || other !== 0) },
  { '&&': (one, other) => Number(one !== 0 && other !== 0) },
  { '|': (one, other) => one | other },
  { '^': (one, other) => one ^ other },
  { '&': (one, other) => one & other },
  { '==': (one, other) => Number(one === other), '!=': (one, other) => Number(one !== other) },
  {
    '<': (one, other) => Number(one < other),
    '>': (one, other) => Number(one > other),
    '<=': (one, other) => Number(one <= other),
    '>=': (one, other) => Number(one >= other),
  },
  { '<<': (one, other) => one << other, '>>': (one, other) => one >> other },
  { '+': (one, other) => one + other, '-': (one, other) => one - other },
  {
    '*': (one, other) => one * other,
    '/': (one, other) => Math.trunc(one / other),
    '%': (one, other) => one % other,
  },
];

const MAX_DEPTH = 100;

class Reader {
  readonly #tokens: readonly string[];
  readonly #variable: (name: string) => string;
  #at = 0;
  #depth = 0;
  #isBad = false;

  constructor(tokens: readonly string[], variable: (name: string) => string) {
    this.#tokens = tokens;
    this.#variable = variable;
  }

  get isDone(): boolean {
    return !this.#isBad && this.#at === this.#tokens.length;
  }

  binary(level: number): number {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let value = this.binary(level + 1);
    for (;;) {
      const operator = this.#tokens[this.#at] ?? '';
      const apply = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
      if (!apply || this.#isBad) return value;
      this.#at += 1;
      value = apply(value, this.binary(level + 1));
    }
  }

  #unary(): number {
    this.#depth += 1;
    const value = this.#depth > MAX_DEPTH ? this.#bad() : this.#operand();
    this.#depth -= 1;
    return value;
  }

  #operand(): number {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    switch (token) {
      case '!':
        return Number(this.#unary() === 0);
      case '-':
        return -this.#unary();
      case '+':
        return this.#unary();
      case '~':
        return ~this.#unary();
      case '(': {
        const value = this.binary(0);
        if (this.#tokens[this.#at] !== ')') return this.#bad();
        this.#at += 1;
        return value;
      }
      default:
        return /^[A-Za-z_]/.test(token)
          ? this.#number(this.#variable(token).trim() || '0')
          : this.#number(token);
    }
  }

  #number(text: string): number {
    if (/^0[xX][0-9a-fA-F]+$/.test(text)) return parseInt(text, 16);
    if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
    return /^-?\d+$/.test(text) ? Number(text) : this.#bad();
  }

  #bad(): number {
    this.#isBad = true;
    return 0;
  }
}
