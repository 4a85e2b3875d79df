/**
 * A workspace.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/workspaces#show-workspace "Show Workspace"
 */
import { z } from 'zod';
import { idSchema } from './identifier';

export const workspaceSchema = z.looseObject({
  id: idSchema,
  type: z.literal('workspaces'),
  attributes: z.looseObject({ name: z.string() }),
});
export type WorkspaceResource = z.infer<typeof workspaceSchema>;
