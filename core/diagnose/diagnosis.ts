/** What a diagnosis is: a broken link of the chain, how sure that is, and what to change. */
import type { AccountRole, StepId } from '../journey/steps';

/** What refuses, or lacks an Allow; or the setting that is wrong. */
export type BrokenLayer =
  | 'grant'
  | 'key-policy'
  | 'bucket-policy'
  /** Policy of another resource: a role's trust policy, for example. */
  | 'resource-based'
  | 'identity-based'
  | 'scp'
  | 'rcp'
  | 'boundary'
  | 'session'
  | 'vpce'
  | 'block-public-access'
  /** The key is disabled, to be deleted, missing, or of the wrong type. */
  | 'key'
  | 'association'
  /** The object, or the file, and no access. */
  | 'object'
  | 'file'
  /** The text does not say it. */
  | 'open';

/** `certain`: AWS's words leave nothing else. `likely`: they fit best. `open`: they say only that something refuses. */
export type Confidence = 'certain' | 'likely' | 'open';

/** An account, as far as the text says which it is. */
export interface AccountOf {
  /** Undefined for an account that may be any of the three, or none. */
  role?: AccountRole;
  id?: string;
}

/** Something that the text does not say. */
export interface OpenPoint {
  text: string;
  /** Read-only command that settles it. */
  command?: string;
  /** Where to run it. */
  account?: AccountOf;
}

/** How a change is made: by Terraform, by CDKTF, or by the AWS CLI. */
export type Way = 'terraform' | 'cdktf' | 'cli';

export const WAYS: readonly Way[] = ['terraform', 'cdktf', 'cli'];

/** One change, in three ways. */
export interface Change {
  /** A sentence. */
  what: string;
  account: AccountOf;
  /** HCL. */
  terraform?: string;
  /** TypeScript. */
  cdktf?: string;
  /** Shell. */
  cli?: string;
  /** Command of ours that does it, where the folder has a deployment. */
  deploy?: string;
}

export interface Diagnosis {
  layer: BrokenLayer;
  /** A headline. */
  title: string;
  account: AccountOf;
  /** The step of the seven that it belongs to. */
  step?: StepId;
  /** The text leaves open which step it is, or whether it is one. */
  stepIsOpen?: true;
  confidence: Confidence;
  /** Sentences that the text proves. */
  sure: string[];
  unsure: OpenPoint[];
  /** Empty where it is not known what to change. */
  changes: Change[];
  /** Stand-ins for values that the text does not have, such as `<BUCKET_NAME>`, and what each is. */
  placeholders: { name: string; meaning: string }[];
}

/** What comes of a text. */
export type TextDiagnosis =
  /** The first is the one to begin with. */
  | { status: 'broken'; diagnoses: [Diagnosis, ...Diagnosis[]] }
  | { status: 'nothing-broken'; sure: string[]; unsure: OpenPoint[] }
  | { status: 'unreadable' };
