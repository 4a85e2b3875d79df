/** The constructs of `fsx-lustre-kms/cdktf`, as the Terraform that they make. */
import { entryOf, findEntry, itemsOf } from '../inspect';
import type { Entry, ObjectValue, StringValue, Value } from '../value';
import type { TerraformType } from './names';

/** Where they come from: the package, or a file of this repository. */
export const OWN_MODULE =
  /^fsx-lustre-kms\/cdktf$|(^|\/)constructs\/(shared-key|linked-bucket|file-system-grants)$/;

/** A construct that makes one resource of note: its type, and what its props are called there. */
interface OwnConstruct {
  readonly type: string;
  /** Terraform's attribute by the construct's prop. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands deeper in the props, brought to the top. */
  readonly lift?: (props: ObjectValue) => readonly Entry[];
  /** Whether Terraform's attributes are all to be seen. */
  readonly complete: boolean;
}

const OWN_CONSTRUCTS: Readonly<Record<string, OwnConstruct>> = {
  SharedKey: {
    type: 'aws_kms_key',
    attributes: {
      policy: 'policy',
      description: 'description',
      rotationPeriodDays: 'rotation_period_in_days',
      deletionWindowDays: 'deletion_window_in_days',
    },
    complete: false, // Rotation and key spec are its own.
  },
  LinkedBucket: {
    type: 'aws_s3_bucket',
    attributes: { bucketName: 'bucket', policy: 'policy' },
    complete: false,
  },
  FileSystemGrants: {
    type: 'aws_kms_grant',
    attributes: {
      granteeArn: 'grantee_principal',
      operations: 'operations',
      retiringPrincipalArn: 'retiring_principal',
      dependsOn: 'depends_on',
    },
    lift: (props) => {
      const grants = itemsOf(entryOf(props, 'grants'));
      const [only] = grants;
      // Several grants share what is above; which key each is for only one of them can say here.
      if (grants.length !== 1 || only?.kind !== 'object') return [];
      return renamed(only, { name: 'name', keyArn: 'key_id' });
    },
    complete: false,
  },
};

/** What a class of ours makes; undefined for one that makes many things, or none of note. */
export function ownType(className: string): TerraformType | undefined {
  const own = ownConstruct(className);
  return own && { kind: 'resource', type: own.type, own: className };
}

/** The props of a construct of ours as Terraform's attributes. */
export function ownAttributes(className: string, props: Value): Value {
  const own = ownConstruct(className);
  if (!own || props.kind !== 'object') return props;
  const entries = [...renamed(props, own.attributes), ...(own.lift?.(props) ?? [])];
  return { ...props, entries, complete: props.complete && own.complete };
}

function ownConstruct(className: string): OwnConstruct | undefined {
  return Object.hasOwn(OWN_CONSTRUCTS, className) ? OWN_CONSTRUCTS[className] : undefined;
}

function renamed(object: ObjectValue, names: Readonly<Record<string, string>>): Entry[] {
  return Object.entries(names).flatMap(([from, to]) => {
    const entry = findEntry(object, from);
    if (!entry) return [];
    const key: StringValue = { ...entry.key, text: to };
    return [{ key, value: entry.value }];
  });
}
