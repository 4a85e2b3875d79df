/** Every rule, in the order of their ids. Made by `npm run generate` from the folders beside this file. */
import { rule as kmsCallerAccount } from './kms-caller-account/rule';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [kmsCallerAccount];
