/** What "Why would this be denied?" can be asked about: a statement of a policy, or a grant. */
import { matchActions } from '../../facts/actions';
import { KEY_RESOURCES } from '../../model/key-target';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isIamPolicy, statementHead } from '../../model/policy-scope';
import type { Statement, Values } from '../../model/statement';
import { textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Range } from '../../syntax/value';

export interface StatementSubject {
  readonly kind: 'statement';
  readonly policy: Policy;
  readonly statement: Statement;
}

export interface GrantSubject {
  readonly kind: 'grant';
  readonly located: Located;
}

export type Subject = StatementSubject | GrantSubject;

/** What stands at an offset, or why nothing that could be explained does. */
export type FoundSubject = { status: 'found'; subject: Subject } | { status: 'nothing'; why: string };

const GRANT = 'aws_kms_grant';
/** Services whose requests are understood. */
const ANY_SERVICE = /^(kms|s3):/;

/** Every statement and grant in view on which there is something to say, in the order of the files. */
export function subjectsOf(model: Model): Subject[] {
  const statements = model.policies.flatMap((policy) =>
    policy.statements
      .map((statement): StatementSubject => ({ kind: 'statement', policy, statement }))
      .filter((subject) => whyNothing(subject) === undefined && hasKey(subject, model)),
  );
  const grants = model.resources(GRANT).map((located): GrantSubject => ({ kind: 'grant', located }));
  return [...statements, ...grants];
}

/** The statement at an offset, else the grant around it. */
export function subjectAt(model: Model, path: string, offset: number): FoundSubject {
  const isHere = (range: Range, own: string) =>
    (range.path ?? own) === path && range.start <= offset && offset <= range.end;
  const found = model.policies.flatMap((policy) =>
    policy.statements
      .filter(({ node }) => isHere(node.range, policy.file.path))
      .map((statement): StatementSubject => ({ kind: 'statement', policy, statement })),
  );
  const [statement] = found.sort((a, b) => lengthOf(a) - lengthOf(b));
  if (statement) {
    const why = whyNothing(statement);
    return why === undefined ? { status: 'found', subject: statement } : { status: 'nothing', why };
  }
  const located = model
    .resources(GRANT)
    .find(({ file, resource }) => isHere(resource.range, file.path) || isHere(resource.head, file.path));
  if (located) return { status: 'found', subject: { kind: 'grant', located } };
  return { status: 'nothing', why: 'No statement of a policy and no grant stands here.' };
}

/** What to mark when the subject as a whole is meant. */
export function headOf(subject: Subject): Range & { path: string } {
  if (subject.kind === 'grant') {
    const { file, resource } = subject.located;
    return { ...resource.head, path: resource.head.path ?? file.path };
  }
  const { policy, statement } = subject;
  const range = statementHead(statement);
  return { ...range, path: range.path ?? policy.file.path };
}

/** Whether there is a key that the statement can be about: of an identity policy the files need not show one. */
function hasKey({ policy, statement }: StatementSubject, model: Model): boolean {
  if (policy.kind !== 'identity') return true;
  const named = statement.resource?.items.some((item) =>
    /:kms:[^:*]+:[^:*]+:key\/[^*]+$/.test(textOf(item) ?? ''),
  );
  return (
    named === true ||
    model.resources(...KEY_RESOURCES).length > 0 ||
    model.policies.some((other) => other.kind === 'key' && isIamPolicy(other))
  );
}

function lengthOf({ statement }: StatementSubject): number {
  return statement.node.range.end - statement.node.range.start;
}

/** Why there is nothing to say of a statement; undefined where there is. */
function whyNothing({ policy, statement }: StatementSubject): string | undefined {
  if (!isIamPolicy(policy)) return 'This is no policy of AWS.';
  switch (policy.kind) {
    case 'key':
    case 'bucket':
    case 'identity':
      break;
    case 'trust':
      return 'A trust policy says who may assume a role; no request to a key or a bucket meets it.';
    case 'guard':
      return 'This policy only narrows what others allow: ask on the statement or the grant that allows.';
    case 'unknown':
      return 'What this policy is attached to is not in view.';
  }
  if (statement.action === undefined && statement.notAction === undefined) {
    return 'The statement has neither Action nor NotAction yet.';
  }
  if (policy.kind === 'identity') return whyNothingOfIdentity(statement);
  if (statement.notAction ?? mayCover(statement.action, ANY_SERVICE)) return undefined;
  return 'The statement is about no action of AWS KMS or Amazon S3 that there is.';
}

/** Of identity policies only what is said of keys: what a caller may do in S3 is the bucket policy's to explain. */
function whyNothingOfIdentity({ action }: Statement): string | undefined {
  return mayCover(action, /^kms:/) ? undefined : 'The statement is about no action of AWS KMS that there is.';
}

function mayCover(action: Values | undefined, service: RegExp): boolean {
  if (!action) return false;
  return (
    !action.complete ||
    action.items.some(
      (item) => item.kind !== 'string' || matchActions(item.text).some(({ name }) => service.test(name)),
    )
  );
}
