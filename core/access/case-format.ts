/**
 * The access case: one request with all that decides it, as JSON. A file holds one or a list.
 */
import { z } from 'zod';
import { formatPath } from '../deployment/format';
import { valueAt } from '../json-value';
import { nearest } from '../facts/nearest';
import type { AccessPolicies, AccessRequest } from './request';

const text = z.string();
const contextValue = z.union([
  text,
  z.number(),
  z.boolean(),
  z.array(z.union([text, z.number(), z.boolean()])),
]);
const pairs = z.record(text, text);

const grantSchema = z.object({
  granteePrincipal: text,
  retiringPrincipal: text.optional(),
  operations: z.array(text),
  issuingAccount: text,
  constraints: z
    .object({ encryptionContextSubset: pairs.optional(), encryptionContextEquals: pairs.optional() })
    .optional(),
});

const requestSchema = z.object({
  principal: text.min(1),
  principalRoleArn: text.optional(),
  action: text.min(1),
  resource: text.min(1),
  resourceAccount: text.optional(),
  context: z.record(text, contextValue.nullable()).optional(),
});

/** A policy: an object, or a text that holds one or refers to one. What is wrong inside it is the decision's matter. */
const document = z.union([z.record(text, z.unknown()), text.min(1)]);
const documents = z.union([z.array(document), document]);

const caseSchema = z.object({
  name: text.min(1),
  request: requestSchema,
  identityPolicies: documents.optional(),
  resourcePolicy: document.nullish(),
  grants: z.array(grantSchema).optional(),
  permissionsBoundary: document.nullish(),
  sessionPolicy: document.nullish(),
  serviceControlPolicies: documents.optional(),
  resourceControlPolicies: documents.optional(),
  vpcEndpointPolicy: document.nullish(),
});

/** One request and all that decides it. */
export interface AccessCase extends AccessPolicies {
  /** What it is about. */
  name: string;
  /** The request that is decided. */
  request: AccessRequest;
}

/** A mistake in a case file. */
export interface CaseProblem {
  /** Place in the file, for example `[2].request.principal`. */
  path: string;
  /** What is wrong there. */
  problem: string;
  /** What would be right. */
  right: string;
}

/** What a file with access cases was read as. */
export type ParsedCases =
  { status: 'valid'; cases: AccessCase[] } | { status: 'invalid'; problems: CaseProblem[] };

/** Reads the content of a case file. */
export function parseCases(content: string): ParsedCases {
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const problem = `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    return {
      status: 'invalid',
      problems: [{ path: '', problem, right: 'one access case or a list of them' }],
    };
  }
  return readCases(value);
}

/** Reads one case or a list of cases. */
export function readCases(value: unknown): ParsedCases {
  const isList = Array.isArray(value);
  const list: unknown[] = isList ? (value as unknown[]) : [value];
  const cases: AccessCase[] = [];
  const problems: CaseProblem[] = [];
  for (const [index, item] of list.entries()) {
    const place = isList ? [index] : [];
    problems.push(...misspelt(item, place));
    const result = caseSchema.safeParse(item);
    if (result.success) cases.push(result.data as AccessCase);
    else problems.push(...result.error.issues.map((issue) => toProblem(issue, item, place)));
  }
  return problems.length > 0 ? { status: 'invalid', problems } : { status: 'valid', cases };
}

type Place = readonly (string | number)[];

/** What is right at a place, by the path's names. */
const RIGHT: readonly (readonly [RegExp, string])[] = [
  [/^name$/, 'a name, for example "the file system reads an object"'],
  [/^request$/, 'an object with principal, action, resource, resourceAccount and context'],
  [/^request\.principal$/, 'the ARN of who calls, for example "arn:aws:iam::111122223333:role/Reader"'],
  [/^request\.principalRoleArn$/, "the ARN of the session's role, with its path"],
  [/^request\.action$/, 'an action, for example "kms:Decrypt"'],
  [/^request\.resource$/, 'the ARN of the resource, or "*" for an action that has none'],
  [/^request\.resourceAccount$/, 'the account id in quotes, for example "444455556666"'],
  [/^request\.context/, 'condition keys, each with a text or a list of texts'],
  [
    /^grants\[\d+\]\.operations/,
    'a list of operations without a prefix, for example ["Decrypt", "GenerateDataKey"]',
  ],
  [/^grants\[\d+\]\.issuingAccount$/, 'the id of the account whose identity created the grant, in quotes'],
  [/^grants\[\d+\]\.granteePrincipal$/, 'the ARN of who may use the grant'],
  [/^grants\[\d+\]\.constraints/, 'encryptionContextSubset or encryptionContextEquals, an object of texts'],
  [/^grants/, 'a list of grants, each with granteePrincipal, operations and issuingAccount'],
  [/^(identityPolicies|serviceControlPolicies|resourceControlPolicies)$/, 'a list of policy documents'],
  [/Polic|permissionsBoundary/, 'a policy document: an object with Version and Statement'],
];

function toProblem(issue: z.core.$ZodIssue, item: unknown, place: Place): CaseProblem {
  const inside = formatPath(issue.path as (string | number)[]);
  const value = valueAt(item, issue.path as Place);
  const problem = value === undefined ? 'is missing' : `cannot be read: it is ${kindOf(value)}`;
  const right = RIGHT.find(([path]) => path.test(inside))?.[1] ?? 'an object with name and request';
  return { path: formatPath([...place, ...(issue.path as Place)]), problem, right };
}

/** Names that are nearly those of the format; others are the writer's own and are left alone. */
function misspelt(item: unknown, place: Place): CaseProblem[] {
  const parts: (readonly [Place, unknown, readonly string[]])[] = [
    [[], item, Object.keys(caseSchema.shape)],
    [['request'], valueAt(item, ['request']), Object.keys(requestSchema.shape)],
  ];
  const grants = valueAt(item, ['grants']);
  if (Array.isArray(grants)) {
    parts.push(
      ...grants.map(
        (grant: unknown, index) => [['grants', index], grant, Object.keys(grantSchema.shape)] as const,
      ),
    );
  }
  return parts.flatMap(([path, value, known]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value)
          .filter((key) => !known.includes(key))
          .flatMap((key) => {
            const meant = nearest(key, known, likeness(key));
            const problem = 'is not a property of an access case';
            return meant
              ? [{ path: formatPath([...place, ...path, key]), problem, right: `"${meant}"` }]
              : [];
          })
      : [],
  );
}

/** How many edits still make a name a slip: short names of the writer's own must not be taken for one. */
function likeness(key: string): number {
  if (key.length >= 14) return 3;
  return key.length >= 8 ? 2 : key.length >= 5 ? 1 : 0;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty text';
  return { object: 'an object', string: 'a text', number: 'a number', boolean: 'true or false' }[
    typeof value as 'object'
  ];
}

/** One mistake as a line. */
export function formatCaseProblem({ path, problem, right }: CaseProblem): string {
  return `${path === '' ? 'the file' : path} ${problem}; right: ${right}`;
}
