import { isServicePrefix } from '../../facts/actions';
import { S3_DATA_SOURCE_SERVICE } from '../../facts/arns';
import { editDistance, nearest } from '../../facts/nearest';
import { SERVICE_PRINCIPALS } from '../../facts/service-principals';
import type { Model } from '../../model/model';
import { isStandIn, principalsOf, WITH_PRINCIPALS, type NamedPrincipal } from '../../model/principals';
import { outsideVariables } from '../../model/variables';
import { HOLE } from '../../syntax/text-map';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule, Severity } from '../rule';

const SUFFIX = '.amazonaws.com';

/** Services are named by a host name of their own; which one, AWS's guides say. */
export const rule: Rule = {
  meta: {
    id: 'iam-principal-service',
    severity: 'error',
    perPolicy: true,
    title: "A service's name is mistyped, or the service is not who calls",
    why: "A service principal has the form `service.amazonaws.com`. AWS refuses a policy with one that does not exist. `s3.data-source.lustre.fsx.amazonaws.com` exists as the path of the file systems' roles, and it is not who calls: S3 and KMS see the role, in the file system's account.",
    fix: "Write the name that the service's guide gives. For a file system linked to S3 name its role under `AWS`.",
    sources: [
      'IAM User Guide, "AWS JSON policy elements: Principal", "AWS service principals" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)',
      'FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const principal of principalsOf(model, ...WITH_PRINCIPALS)) {
    const { type, text, value, policy } = principal;
    if (type !== 'Service' || /[*?:]/.test(text) || text.includes(HOLE) || isStandIn(text)) continue;
    if (text === S3_DATA_SOURCE_SERVICE) {
      yield* notTheCaller(principal);
      continue;
    }
    const meant = meantService(text);
    if (!meant) continue;
    const message = `"${text}" is no service: AWS refuses the policy with "invalid principal". Write "${meant.text}".`;
    const fixes =
      value.kind === 'string' ? [replaceText(policy.file, value, meant.text, { safe: meant.safe })] : [];
    yield findingAt(policy.file, value, message, { severity: meant.severity, fixes });
  }
}

function* notTheCaller({ policy, statement, value }: NamedPrincipal): Generator<Finding> {
  if (statement.effect !== 'Allow' || (policy.kind !== 'key' && policy.kind !== 'bucket')) return;
  const message = `A file system calls as its role, not as the service: this allows it nothing. Name the role under "AWS": "arn:aws:iam::<file system's account>:role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/AWSServiceRoleForFSxS3Access_<file system's id>".`;
  yield findingAt(policy.file, value, message, { severity: 'warning' });
}

/** What a name that is certainly none was meant to be. */
function meantService(text: string): { text: string; severity: Severity; safe: boolean } | undefined {
  if (/^[a-z0-9-]+$/.test(text)) {
    // A bare name: the suffix is missing.
    return { text: `${text}${SUFFIX}`, severity: 'error', safe: isServicePrefix(text) };
  }
  const [name = ''] = text.split('.');
  const rest = text.slice(name.length);
  // A wrong letter or two in the suffix of a name with nothing but a service before it.
  if (rest !== SUFFIX && !/amazonaws\.com|\.amazon\.com$|\.amazonaws\.|aws\.internal$/.test(rest)) {
    return editDistance(rest, SUFFIX) <= 2
      ? { text: `${name}${SUFFIX}`, severity: 'error', safe: true }
      : undefined;
  }
  if (rest !== SUFFIX || isServicePrefix(name) || SERVICE_PRINCIPALS.includes(text)) return undefined;
  const meant = name.length < 5 ? undefined : nearest(text, SERVICE_PRINCIPALS, 2);
  return meant === undefined ? undefined : { text: meant, severity: 'warning', safe: false };
}
