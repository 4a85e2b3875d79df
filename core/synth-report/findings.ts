/** Annotations of a synthesized app on the lines of source that made the constructs. */
import { isOfCreation } from './frames';
import { placeOfPath, type MadeWithId } from './made-with-id';
import type { Annotation, AnnotationLevel } from './manifest';
import { placeOfTrace, type SourcePlace, type Workspace } from './place';

export interface SynthFinding {
  /** Name of the stack. */
  readonly stack: string;
  /** `account-c-key/key`; the first step is the stack's. */
  readonly constructPath: string;
  readonly level: AnnotationLevel;
  /** Without the rule's id at its end. */
  readonly message: string;
  /** Id of our rule that found it. */
  readonly rule?: string;
  readonly place: FindingPlace;
}

export type FindingPlace =
  | ({
      readonly status: 'found';
      /**
       * - `trace`: the construct's own trace leads there
       * - `id`: the only construct with its id, or with that of one around it
       * - `annotation`: there the annotation was added, by an aspect, a validation or the app's own code
       * - `app`: the command in cdktf.json that runs the app: no line is known
       */
      readonly by: 'trace' | 'id' | 'annotation' | 'app';
    } & SourcePlace)
  | { readonly status: 'unknown'; readonly why: string };

/** What places are looked for in. */
export interface Sources {
  readonly workspace: Workspace;
  readonly made: MadeWithId;
  /** `app` in cdktf.json, where it can be told. */
  readonly app?: SourcePlace;
}

/** Our rules' ids are by family; what others put in brackets is theirs. */
const RULE = /\s*\(((?:kms|grant|s3|fsx|iam|suppression)-[a-z0-9]+(?:-[a-z0-9]+)*)\)$/;

/** CDKTF's own call, or what a bundle makes of its name: the trace leads to who added the annotation. */
const ADDED_BY_CALL = /^(at )?_?Annotations\d*\./;

export function synthFindings(annotations: readonly Annotation[], sources: Sources): SynthFinding[] {
  return annotations.map((annotation): SynthFinding => {
    const { stack, constructPath, level, message } = annotation;
    const rule = RULE.exec(message)?.[1];
    return {
      stack,
      constructPath,
      level,
      message: rule === undefined ? message : message.replace(RULE, ''),
      ...(rule === undefined ? {} : { rule }),
      place: placeOf(annotation, sources),
    };
  });
}

function placeOf({ constructPath, trace }: Annotation, { workspace, made, app }: Sources): FindingPlace {
  const traced = placeOfTrace(trace, workspace);
  const isOfConstruct = isOfCreation(trace) && !ADDED_BY_CALL.test(trace[0]?.trim() ?? '');
  if (traced && isOfConstruct) return { status: 'found', by: 'trace', ...traced };
  const named = placeOfPath(constructPath, made);
  if (named) return { status: 'found', by: 'id', ...named };
  if (traced) return { status: 'found', by: 'annotation', ...traced };
  if (app) return { status: 'found', by: 'app', ...app };
  const why =
    trace.length === 0
      ? 'The manifest has no trace of the construct, and its id stands in no TypeScript of the folder, or in several places.'
      : "No frame of the construct's trace stands in a file of the folder.";
  return { status: 'unknown', why };
}
