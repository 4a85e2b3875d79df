import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import { given, isOneConfiguration, isSameResource } from '../../model/configuration';
import { dependenciesOf, isWaitedFor } from '../../model/dependencies';
import type { Model } from '../../model/model';
import { principalsOf, type NamedPrincipal } from '../../model/principals';
import { referencesIn } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A file system's role is made with its first association: a policy that names it comes after that. */
export const rule: Rule = {
  meta: {
    id: 'iam-role-before-association',
    severity: 'error',
    title: "A policy names a file system's role and does not wait for the association that makes it",
    why: "The name of the role follows from the file system's id, so that Terraform could write the policy once the file system is there. But AWS creates the role with the first data repository association (or with the file system, where it has an `import_path`). KMS and S3 refuse a policy with a principal that does not exist yet: `MalformedPolicyDocumentException … invalid principals`, `Invalid principal in policy`.",
    fix: 'Let what holds the policy depend on the association: `depends_on = [aws_fsx_data_repository_association.data]`. The bucket must let the account of the file system in before: begin with `arn:aws:iam::<account>:root` and `aws:PrincipalArn`, which needs no role.',
    sources: [
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
      'KMS API Reference, PutKeyPolicy (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html)',
    ],
  },
  *check(model) {
    const associations = model.resources('aws_fsx_data_repository_association');
    if (associations.length === 0) return;
    for (const principal of principalsOf(model, 'key', 'bucket')) {
      // A plan does not say what waits for what in full.
      if (principal.policy.file.language === 'plan') continue;
      yield* checkPrincipal(principal, associations, model);
    }
  },
};

function* checkPrincipal(
  { text, value, policy }: NamedPrincipal,
  associations: readonly Located[],
  model: Model,
): Generator<Finding> {
  if (!text.includes(S3_DATA_SOURCE_ROLE_PREFIX)) return;
  for (const reference of referencesIn(value)) {
    const fileSystem = model.resolve(reference, policy);
    if (fileSystem?.resource.type !== 'aws_fsx_lustre_file_system' || mayHaveRole(fileSystem)) continue;
    const own = associations.filter((one) => isOf(one, fileSystem, model));
    const [association] = own;
    if (!association || policy.holders.length === 0) continue;
    // One association is enough: the role is made with the first.
    const early = policy.holders.some((holder) => isEarly(holder, own, model));
    if (!early) continue;
    const message = `The role of ${fileSystem.resource.address} is made with ${association.resource.address}, and this policy does not wait for that: AWS refuses it with "invalid principal". Add depends_on = [${association.resource.address}] to ${policy.holders[0]?.resource.address ?? 'the policy'}, or name the account and put the role into a condition on aws:PrincipalArn.`;
    yield findingAt(policy.file, value, message);
    return;
  }
}

/** Whether a policy's holder certainly waits for none of the associations. */
function isEarly(holder: Located, associations: readonly Located[], model: Model): boolean {
  const dependencies = dependenciesOf(holder, model);
  return associations.every(
    (one) => isOneConfiguration(holder, one) && isWaitedFor(dependencies, one.resource) === false,
  );
}

/** A file system with an import path, or one of which not all is known, can have its role from the beginning. */
function mayHaveRole({ resource }: Located): boolean {
  return !resource.body.complete || given(resource.body, 'import_path') !== undefined;
}

function isOf(association: Located, fileSystem: Located, model: Model): boolean {
  const found = model.resolve(given(association.resource.body, 'file_system_id'), association);
  return found !== undefined && isSameResource(found, fileSystem);
}
