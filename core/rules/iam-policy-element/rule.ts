import { configurationOf } from '../../model/configuration';
import {
  POLICY_ELEMENTS,
  STATEMENT_ELEMENTS,
  unknownElements,
  type UnknownElement,
} from '../../model/elements';
import { POLICY_ATTRIBUTES, type Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isAttached, isIamPolicy, policyHead } from '../../model/policy-scope';
import type { Statement } from '../../model/statement';
import { contentOf, entryOf, findEntry, textOf } from '../../syntax/inspect';
import type { SourceFile } from '../../syntax/source-file';
import type { ObjectValue, Value } from '../../syntax/value';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** IAM's grammar knows three elements of a policy and nine of a statement, by their exact names. */
export const rule: Rule = {
  meta: {
    id: 'iam-policy-element',
    severity: 'error',
    perPolicy: true,
    title: 'A policy or statement has an element that IAM does not know, or no statement',
    why: "The names of a policy's elements are fixed and case-sensitive. AWS refuses a policy with another name (`MalformedPolicyDocument`: unknown field, or a syntax error), and a policy without a statement as well. `aws_iam_policy_document` has names of its own: `principals`, `actions`, `condition`.",
    fix: 'Use the names of the grammar: `Version`, `Id`, `Statement`; in a statement `Sid`, `Effect`, `Principal`, `NotPrincipal`, `Action`, `NotAction`, `Resource`, `NotResource`, `Condition`.',
    sources: [
      'IAM User Guide, "Grammar of the IAM JSON policy language" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)',
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      if (!isIamPolicy(policy)) continue;
      yield* checkPolicy(policy);
    }
    yield* withoutStatement(model);
  },
};

function* checkPolicy(policy: Policy): Generator<Finding> {
  const { file, node, statements, complete } = policy;
  for (const unknown of unknownElements(node, POLICY_ELEMENTS)) {
    // A policy that stands alone may be part of something else that has names of its own.
    if (isAttached(policy) || unknown.meant !== undefined) yield unknownName(file, unknown, 'policy');
  }
  for (const statement of statements) {
    for (const unknown of unknownElements(statement.node, STATEMENT_ELEMENTS)) {
      yield unknownName(file, unknown, 'statement');
    }
    yield* checkKinds(file, statement);
  }
  if (complete && statements.length === 0) {
    yield {
      file,
      range: policyHead(policy),
      message: 'The policy has no statement: AWS refuses it as malformed. Write at least one statement.',
    };
  }
}

/** `Action`, `Resource` and their opposites hold texts, and nothing else. */
function* checkKinds(file: SourceFile, statement: Statement): Generator<Finding> {
  const { effect, action, notAction, resource, notResource } = statement;
  if (effect === undefined) return;
  for (const values of [action, notAction, resource, notResource]) {
    for (const item of values?.items ?? []) {
      const kind = item.kind === 'object' && !isFunction(item) ? 'an object' : OTHER_KINDS[item.kind];
      if (kind === undefined) continue;
      const name = values?.entry.key.text ?? '';
      const message = `${name} holds ${kind}, and AWS takes a text or a list of texts: it refuses the policy as malformed. Write ${/Action/.test(name) ? 'the name of an action' : 'an ARN'}.`;
      yield findingAt(file, item, message);
    }
  }
}

const OTHER_KINDS: Readonly<Partial<Record<Value['kind'], string>>> = {
  number: 'a number',
  boolean: 'true or false',
};

/** What CloudFormation puts a text for, or what may be more than it shows. */
function isFunction({ entries, complete }: ObjectValue): boolean {
  return (
    !complete || entries.some(({ key }) => !/^[\w-]+$/.test(key.text) || /^(Ref|Condition)$/.test(key.text))
  );
}

function unknownName(file: SourceFile, { entry, meant }: UnknownElement, place: string): Finding {
  const instead = meant === undefined ? 'Take it out' : `Write "${meant}"`;
  const message = `"${entry.key.text}" is no element of a ${place}: AWS refuses the policy as malformed. ${instead}.`;
  return findingAt(file, entry.key, message, {
    fixes: meant === undefined ? [] : [replaceText(file, entry.key, meant, { safe: true })],
  });
}

/** What stands in a policy's place and has no `Statement`: the model does not see a policy there. */
function* withoutStatement(model: Model): Generator<Finding> {
  const seen = new Set<string>();
  const candidates: { file: SourceFile; node: ObjectValue }[] = [];
  for (const [type, attributes] of Object.entries(POLICY_ATTRIBUTES)) {
    for (const { file, resource } of model.resources(type)) {
      for (const [attribute] of attributes) {
        const node = contentOf(entryOf(resource.body, attribute));
        if (node?.kind === 'object' && node.range.path === undefined) candidates.push({ file, node });
      }
    }
  }
  for (const file of model.project.files) {
    if (file.language === 'json' && file.root?.kind === 'object' && isPolicyVersion(file.root)) {
      candidates.push({ file, node: file.root });
    }
  }
  for (const { file, node } of candidates) {
    const place = `${configurationOf(file)}:${file.path}:${node.range.start}`;
    if (!node.complete || findEntry(node, 'Statement') || seen.has(place)) continue;
    seen.add(place);
    const unknown = unknownElements(node, POLICY_ELEMENTS);
    for (const element of unknown.filter(({ meant }) => meant !== undefined)) {
      yield unknownName(file, element, 'policy');
    }
    const [first] = node.entries;
    if (!first || unknown.length > 0) continue;
    yield findingAt(
      file,
      first.key,
      'The policy has no "Statement": AWS refuses it as malformed. Write at least one statement.',
    );
  }
}

function isPolicyVersion(node: ObjectValue): boolean {
  return /^20(08|12)-10-17$/.test(textOf(entryOf(node, 'Version')) ?? '');
}
