import { z } from 'zod';
import { deploymentSchema } from './schema';

/** The deployment's JSON Schema (draft 7, which every editor knows): what editors complete and check `context.fsxLustreKms` with. */
export function deploymentJsonSchema(): Record<string, unknown> {
  return {
    title: 'fsx-lustre-kms deployment',
    ...z.toJSONSchema(deploymentSchema, { io: 'input', target: 'draft-07' }),
  };
}
