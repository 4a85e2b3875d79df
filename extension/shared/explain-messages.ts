/** What the view of an explanation says to its host. Checked at run time: a view is never trusted. */
import { z } from 'zod';

/** The place with a number in the report's references is to be shown. */
export const explainMessage = z.strictObject({
  type: z.literal('reveal'),
  reference: z.int().min(0),
});

export type ExplainMessage = z.infer<typeof explainMessage>;

/** Address of a link to a place: the view follows it by a message. */
export const REFERENCE_LINK = '#reference-';
