/**
 * What names a resource of HCP Terraform, and what leads from one to another.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#json-api-documents "JSON API Documents"
 */
import { z } from 'zod';

/** It stands in paths of later requests: nothing that could lead to another path. */
export const idSchema = z.string().regex(/^[\w-]{1,100}$/);

export const identifierSchema = z.looseObject({ id: idSchema, type: z.string() });
export type Identifier = z.infer<typeof identifierSchema>;

/** A relationship to one resource, which need not be there. */
export const toOneSchema = z.looseObject({ data: identifierSchema.nullish() });
/** A relationship to many. */
export const toManySchema = z.looseObject({ data: z.array(identifierSchema).nullish() });
