import type { Base } from './base';
import { HCL_BASES } from './hcl';
import { JSON_BASES } from './json';
import { RESOURCE_BASES } from './resources';
import { TYPESCRIPT_BASES } from './typescript';

/** Every kind of place, each in some of the languages. */
export const BASES: readonly Base[] = [...JSON_BASES, ...HCL_BASES, ...RESOURCE_BASES, ...TYPESCRIPT_BASES];
