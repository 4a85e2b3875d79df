/** What a script is made of, as far as the shell of a client has it. */

/** A piece of a word. Quoted pieces are not split at blanks, and have no wildcards. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** `${name:-…}`: taken where the variable is empty or not set. */
      readonly fallback?: Word;
      readonly isQuoted: boolean;
    }
  | { readonly kind: 'command'; readonly script: Script; readonly isQuoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly isQuoted: boolean };

export type Word = readonly Part[];

export interface Redirection {
  /** 0 standard input, 1 standard output, 2 standard error. */
  readonly from: 0 | 1 | 2;
  readonly operation: 'read' | 'write' | 'append' | 'duplicate' | 'here';
  /** File; for `duplicate` a number, for `here` the text. */
  readonly target: Word;
}

export type Command =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly { readonly name: string; readonly value: Word }[];
      readonly words: readonly Word[];
      readonly redirections: readonly Redirection[];
      readonly line: number;
    }
  | {
      readonly kind: 'group' | 'subshell';
      readonly body: Script;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test: Script; readonly body: Script }[];
      readonly otherwise?: Script;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'while';
      readonly test: Script;
      readonly body: Script;
      readonly isUntil: boolean;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'for';
      readonly name: string;
      readonly words: readonly Word[];
      readonly body: Script;
      readonly redirections: readonly Redirection[];
    }
  | { readonly kind: 'test'; readonly expression: Word; readonly redirections: readonly Redirection[] };

export interface Pipeline {
  readonly commands: readonly Command[];
  readonly isNegated: boolean;
}

/** Pipelines one after the other; each says when it runs. */
export interface Step {
  readonly when: 'always' | 'succeeded' | 'failed';
  readonly pipeline: Pipeline;
}

export type Script = readonly Step[];
