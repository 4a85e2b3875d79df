import { z } from 'zod';
import { valueAt } from '../json-value';
import { nearest } from '../facts/nearest';
import { fieldNotes, orList, type DeploymentProblem } from './problem';
import { deploymentSchema, type Deployment } from './schema';

/** What a deployment was read as: with its defaults, or what is wrong with it. */
export type ParsedDeployment =
  { status: 'valid'; deployment: Deployment } | { status: 'invalid'; problems: DeploymentProblem[] };

/**
 * Reads a deployment as it stands in `context.fsxLustreKms` of cdktf.json.
 * @returns the deployment with its defaults, or every mistake in it, in the order of the schema
 */
export function parseDeployment(input: unknown): ParsedDeployment {
  const result = deploymentSchema.safeParse(input, { reportInput: true });
  if (result.success) return { status: 'valid', deployment: result.data };
  return { status: 'invalid', problems: result.error.issues.flatMap((issue) => toProblems(issue, input)) };
}

type Issue = z.core.$ZodIssue;

/** Our own checks carry their words with them; for zod's own, they are put together from the schema. */
function toProblems(issue: Issue, root: unknown): DeploymentProblem[] {
  if (issue.code === 'custom' && issue.params?.['found']) return [issue.params['found'] as DeploymentProblem];
  const path = issue.path as (string | number)[];
  const schema = schemaAt(deploymentSchema, path, root);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      unknownProperty([...path, key], valueAt(root, [...path, key]), propertiesOf(schema)),
    );
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        path,
        value: path.at(-1),
        problem: 'is not a name that is taken here',
        isName: true,
        ...notesFor(deploymentSchema, path, root),
      },
    ];
  }
  const value = valueAt(root, path);
  const problem = value === undefined ? 'is missing' : describeIssue(issue, value);
  return [{ path, value, problem, ...notesFor(deploymentSchema, path, root, issue) }];
}

function unknownProperty(path: (string | number)[], value: unknown, known: string[]): DeploymentProblem {
  const meant = nearest(String(path.at(-1)), known);
  return {
    path,
    value,
    problem: 'is not a property of the deployment',
    reason: 'a misspelt property would be left out in silence, and its default would be deployed.',
    right: meant ? `"${meant}"` : `one of ${known.join(', ')}`,
    isName: true,
  };
}

function describeIssue(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is ${kindOf(value)}, not ${article(issue.expected === 'int' ? 'whole number' : nameOfType(issue.expected))}`;
    case 'invalid_value':
      return `is not ${orList(issue.values.map((option) => JSON.stringify(option)))}`;
    case 'invalid_union':
      return 'is none of the known kinds';
    case 'invalid_format':
      return 'does not have the right form';
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'is too short'
        : `is below ${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'is too long'
        : `is above ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

/**
 * Reason and right value from the notes of the value's own schema, or of the list that it is an item of. Those of an
 * object above would speak of something else.
 */
function notesFor(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
  root: unknown,
  issue?: Issue,
): Pick<DeploymentProblem, 'reason' | 'right'> {
  const own = schemaAt(schema, path, root);
  const ofList = typeof path.at(-1) === 'number' ? schemaAt(schema, path.slice(0, -1), root) : undefined;
  const ofUnion = issue?.code === 'invalid_union' ? schemaAt(schema, path.slice(0, -1), root) : undefined;
  const ofTag =
    issue?.code === 'invalid_key' || path.at(-2) === 'tags'
      ? schemaAt(schema, path.slice(0, -1), root)
      : undefined;
  const notes = [own, ofList, ofUnion, ofTag].map(notesOf).find(Boolean);
  return notes ?? { reason: 'the stacks cannot be made from it.', right: expectedText(issue, own) };
}

function expectedText(issue: Issue | undefined, schema: z.core.$ZodType | undefined): string {
  if (issue?.code === 'invalid_value') return orList(issue.values.map((option) => JSON.stringify(option)));
  if (issue?.code === 'invalid_union' && issue.discriminator)
    return `a "${issue.discriminator}" that is known`;
  if (schema && unwrap(schema) instanceof z.ZodEnum) {
    return orList((unwrap(schema) as z.ZodEnum).options.map((option) => JSON.stringify(option)));
  }
  const properties = propertiesOf(schema);
  if (properties.length) return `an object with ${properties.join(', ')}`;
  const description = schema && descriptionOf(schema);
  const kind = issue?.code === 'invalid_type' ? article(nameOfType(issue.expected)) : 'a value';
  return description === undefined ? `${kind} as the README describes it` : `${kind}: ${description}`;
}

function notesOf(schema: z.core.$ZodType | undefined) {
  for (let current = schema; current; current = inner(current)) {
    const notes = fieldNotes.get(current);
    if (notes) return { reason: notes.reason, right: notes.right };
  }
  return undefined;
}

/** What optional, default and prefault are wrapped around. */
function inner(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return schema.def.innerType;
  }
  return undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const next = inner(schema);
  return next ? unwrap(next) : schema;
}

function descriptionOf(schema: z.core.$ZodType): string | undefined {
  for (let current: z.core.$ZodType | undefined = schema; current; current = inner(current)) {
    const { description } = z.globalRegistry.get(current) ?? {};
    if (description !== undefined) return description;
  }
  return undefined;
}

function propertiesOf(schema: z.core.$ZodType | undefined): string[] {
  const bare = schema && unwrap(schema);
  if (bare instanceof z.ZodObject) return Object.keys(bare.shape);
  if (bare instanceof z.ZodRecord && bare.def.keyType instanceof z.ZodEnum)
    return bare.def.keyType.options.map(String);
  return [];
}

/** The schema of the value at a path; for a union, that of the kind which the data names. */
function schemaAt(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
  value: unknown,
): z.core.$ZodType | undefined {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodDiscriminatedUnion) {
    const kind = bare.options.find(
      (option) =>
        option instanceof z.ZodObject &&
        schemaProperty(option, bare.def.discriminator)?.safeParse(valueAt(value, [bare.def.discriminator]))
          .success,
    );
    return kind ? schemaAt(kind, path, value) : schema;
  }
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const next =
    bare instanceof z.ZodObject
      ? schemaProperty(bare, String(step))
      : bare instanceof z.ZodArray
        ? bare.element
        : bare instanceof z.ZodRecord
          ? bare.def.valueType
          : undefined;
  return next && schemaAt(next, rest, valueAt(value, [step]));
}

function schemaProperty(schema: z.ZodObject, name: string): z.ZodType | undefined {
  return (schema.shape as Record<string, z.ZodType | undefined>)[name];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return article(Array.isArray(value) ? 'list' : nameOfType(typeof value));
}

function nameOfType(type: string): string {
  return { string: 'text', record: 'object', array: 'list', int: 'whole number' }[type] ?? type;
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
