import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { reasonAgainstReading } from './file-reasons';

/** What of cdktf.json we act on (CDKTF documentation, "cdktf.json"). */
const cdktfJson = z.looseObject({
  app: z.string().min(1),
  output: z.string().min(1).default('cdktf.out'),
  projectId: z.string().min(1).optional().catch(undefined),
  context: z.record(z.string(), z.unknown()).default({}),
});

export interface CdktfProject {
  /** Folder with cdktf.json. */
  folder: string;
  /** Command that synthesizes the app. */
  app: string;
  /** Folder for the synthesized Terraform, relative to `folder`. */
  output: string;
  context: Record<string, unknown>;
  /** Which project it is, wherever its folder lies; not every cdktf.json has it. */
  projectId?: string;
}

export type ReadProject =
  | { status: 'read'; project: CdktfProject }
  | { status: 'missing'; message: string }
  | { status: 'invalid'; message: string };

/** Reads the cdktf.json of a folder. */
export function readCdktfProject(folder: string): ReadProject {
  const file = join(folder, 'cdktf.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return {
      status: 'missing',
      message: `${file} cannot be read: ${reasonAgainstReading(error, file)}. Run this in a folder with a cdktf.json.`,
    };
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { status: 'invalid', message: `${file} is not JSON: ${(error as Error).message}` };
  }
  const parsed = cdktfJson.safeParse(json);
  if (!parsed.success) return { status: 'invalid', message: `${file}: ${z.prettifyError(parsed.error)}` };
  const { app, output, context, projectId } = parsed.data;
  return {
    status: 'read',
    project: { folder, app, output, context, ...(projectId === undefined ? {} : { projectId }) },
  };
}
