/**
 * The documents that HCP Terraform answers with.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#json-api-documents "JSON API Documents"
 */
import { z } from 'zod';
import { identifierSchema } from './identifier';
import { listMetaSchema } from './pagination';

/** Resources that come along, of any type: those that are looked for are read by their own schema. */
const included = z.array(identifierSchema).optional();

/** A document with one resource. */
export const documentOf = <Data extends z.ZodType>(data: Data) => z.looseObject({ data, included });

/** A document with a page of a list. */
export const listOf = <Data extends z.ZodType>(data: Data) =>
  z.looseObject({ data: z.array(data), included, meta: listMetaSchema.optional() });

/** The resource of a document that a relationship names; undefined where it did not come along, or is not as documented. */
export function includedOne<Resource extends z.ZodType>(
  document: { readonly included?: readonly { readonly id: string; readonly type: string }[] | undefined },
  wanted: { readonly id: string; readonly type: string } | null | undefined,
  schema: Resource,
): z.infer<Resource> | undefined {
  const found = document.included?.find(({ id, type }) => id === wanted?.id && type === wanted.type);
  const parsed = schema.safeParse(found);
  return parsed.success ? parsed.data : undefined;
}
