/**
 * Where in a list a page of it stands.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#pagination "Pagination"
 */
import { z } from 'zod';

export const paginationSchema = z.looseObject({
  'current-page': z.number(),
  /** Null on the last page. */
  'next-page': z.number().nullish(),
});

export const listMetaSchema = z.looseObject({ pagination: paginationSchema.optional() });
