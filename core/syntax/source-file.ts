import type { Definitions, Lookup } from './lookup';
import type { ObjectValue, Range, ReferenceValue, Value } from './value';

/** How a file is written. */
export type Language = 'json' | 'terraform-json' | 'plan' | 'hcl' | 'typescript';

/** What one file says, as far as it can be known. */
export interface SourceFile {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  /** In the order of the file. */
  readonly resources: readonly Resource[];
  /** JSON files of every kind: the whole of it. */
  readonly root?: Value;
  /** Objects with a `Statement` that stand in no resource: a plain policy, a constant, a local. */
  readonly documents: readonly ObjectValue[];
  readonly comments: readonly Comment[];
  /** False when the file has syntax errors: it is being typed, and things may be missing. */
  readonly wellFormed: boolean;
  /** Terraform files: the locals and variable defaults that other files of the folder can use. */
  readonly definitions?: Definitions;
  /** What was taken over from the reading before the last edit, for whoever keeps what came of it. */
  readonly carried?: Carried;
  /** Terraform files: the same file, read with what others define; `createProject` does it. */
  readonly linked?: (elsewhere: Lookup) => SourceFile;
}

/** A block of Terraform, in whichever language it is written. */
export interface Resource {
  /** `other`: variable, locals, output, module, terraform, ... */
  readonly kind: 'resource' | 'data' | 'provider' | 'other';
  /** Terraform's name: `aws_kms_key`; of a provider `aws`; else the block's: `variable`. */
  readonly type: string;
  /** Its name; a construct's id in TypeScript; a provider's alias; empty where there is none. */
  readonly name: string;
  /** As references have it: `aws_kms_key.key`, `data.aws_region.here`, `provider.aws.key`, `module.m.aws_kms_key.k`. */
  readonly address: string;
  /** Attributes and blocks by Terraform's names. A block that stands there twice is two entries. */
  readonly body: ObjectValue;
  readonly range: Range;
  /** What to mark when the resource as a whole, or an attribute that is missing, is meant. */
  readonly head: Range;
  /** Address of its provider block, where one is named: `provider.aws.key`. */
  readonly provider?: string;
  readonly dependsOn: readonly ReferenceValue[];
  /** True when there may be any number of it: count, for_each, a loop. */
  readonly repeated: boolean;
}

/** What an edit left as it was. */
export interface Carried {
  /** Resources that say the same as before, in the same place or another: what each was before. */
  readonly resources: ReadonlyMap<Resource, Resource>;
  /** Where an offset in one of those is now. */
  readonly move: (offset: number) => number;
}

/** A comment with its marks. */
export interface Comment {
  readonly range: Range;
  readonly text: string;
}
