/** What of `cdktf.out/manifest.json` a report is made from. */
import { z } from 'zod';

/** One annotation of a construct, as CDKTF writes it (cdktf 0.21, lib/manifest.ts). */
const annotationSchema = z.looseObject({
  constructPath: z.string(),
  level: z.string(),
  message: z.unknown(),
  stacktrace: z.array(z.string()).optional(),
});
const stackSchema = z.looseObject({ annotations: z.array(z.unknown()).optional() });
const manifestSchema = z.looseObject({ stacks: z.record(z.string(), z.unknown()) });

export type AnnotationLevel = 'error' | 'warning' | 'info';

const LEVELS: Readonly<Record<string, AnnotationLevel>> = {
  '@cdktf/error': 'error',
  '@cdktf/warn': 'warning',
  '@cdktf/info': 'info',
};

export interface Annotation {
  /** Name of the stack. */
  readonly stack: string;
  readonly constructPath: string;
  readonly level: AnnotationLevel;
  readonly message: string;
  /** Frames as V8 writes them, without `at`; empty where none was kept. */
  readonly trace: readonly string[];
}

export type ReadManifest =
  | {
      status: 'read';
      annotations: readonly Annotation[];
      /** What of it was not understood, as sentences. */
      notes: readonly string[];
    }
  | { status: 'unreadable'; why: string };

/** Reads a manifest of any version: what is not understood is in the notes. */
export function readManifest(text: string): ReadManifest {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return {
      status: 'unreadable',
      why: `it is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) return { status: 'unreadable', why: 'it has no stacks' };
  const annotations: Annotation[] = [];
  const notes: string[] = [];
  for (const [name, value] of Object.entries(manifest.data.stacks)) {
    const stack = stackSchema.safeParse(value);
    if (!stack.success) {
      notes.push(`What the manifest says of the stack ${name} is not understood.`);
      continue;
    }
    const read = (stack.data.annotations ?? []).map((one) => readAnnotation(name, one));
    annotations.push(...read.filter((one) => one !== undefined));
    const missed = read.filter((one) => one === undefined).length;
    if (missed > 0) notes.push(`${missed} of the annotations of the stack ${name} are not understood.`);
  }
  return { status: 'read', annotations, notes };
}

function readAnnotation(stack: string, value: unknown): Annotation | undefined {
  const parsed = annotationSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { constructPath, level, message, stacktrace = [] } = parsed.data;
  const known = Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined;
  if (known === undefined) return undefined;
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return { stack, constructPath, level: known, message: text, trace: stacktrace };
}
