/** Principals of grants: the grantee, and who may retire it. Both take one ARN. */
import { awsFormProblem } from '../model/principal-form';
import { outlined } from '../model/outlined';
import type { SourceFile } from '../syntax/source-file';
import { HOLE } from '../syntax/text-map';
import type { ReferenceValue, Value } from '../syntax/value';
import { otherAttribute, unquoted } from './attribute-fix';
import { findingAt, replaceText } from './finding';
import type { Finding, Fix } from './rule';

const WHOLE_ARN = 'Write the whole ARN: "arn:aws:iam::<account>:role/<path><name>".';
const ADDRESS = /^(data\.)?(aws_\w+|local|var|module|each)\.[\w.[\]"*-]+$/;

/** What is wrong with the form of a grant's principal; the path of service-linked roles is not looked at. */
export function principalFinding(file: SourceFile, value: Value | undefined): Finding | undefined {
  if (value?.kind === 'reference') return nameFinding(file, value);
  const read = value && outlined(value);
  if (!value || !read || read.text === '') return undefined;
  const problem = problemOf(read.text);
  if (!problem) return undefined;
  const { what, instead, text } = problem;
  const message = `"${read.text.replaceAll(HOLE, '${…}')}" ${what}: KMS refuses the grant with InvalidArnException. ${instead}`;
  return findingAt(file, value, message, { fixes: fixesFor(file, value, text) });
}

/** Attributes that hold no ARN; the id of a service-linked role is one. */
const NAME_OF = /^(data\.)?aws_iam_(role|user|service_linked_role)\.[^.]+$/;

/** `aws_iam_role.reader.name` where the ARN belongs. */
function nameFinding(file: SourceFile, value: ReferenceValue): Finding | undefined {
  const { target, attribute } = value;
  const isName = attribute[0] === 'name' || (attribute[0] === 'id' && !target.includes('service_linked'));
  if (!isName || !NAME_OF.test(target)) return undefined;
  const message = `${value.text} is a name and no ARN: KMS refuses the grant with InvalidArnException. Take the attribute arn.`;
  return findingAt(file, value, message, { fixes: otherAttribute(file, value, 'arn') });
}

interface Problem {
  readonly what: string;
  readonly instead: string;
  /** The right text; `reference` where the quotes are to go. */
  readonly text?: string;
}

const REFERENCE = 'reference';

function problemOf(text: string): Problem | undefined {
  if (ADDRESS.test(text)) {
    return {
      what: 'is a text in quotes, no reference',
      instead: `Write ${text} without quotes.`,
      text: REFERENCE,
    };
  }
  if (/[*?]/.test(text)) {
    return { what: 'is a pattern, and a grant is for one principal', instead: 'Write the ARN of one role.' };
  }
  if (/^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return undefined;
  const found = awsFormProblem(text);
  if (!found) return undefined;
  if (!text.startsWith('arn:')) return { what: 'is no ARN', instead: WHOLE_ARN };
  return found.instead.includes('under "') ? { what: found.what, instead: WHOLE_ARN } : found;
}

function fixesFor(file: SourceFile, value: Value, text: string | undefined): Fix[] {
  if (text === undefined || value.kind !== 'string') return [];
  return text === REFERENCE ? unquoted(file, value) : [replaceText(file, value, text, { safe: true })];
}
