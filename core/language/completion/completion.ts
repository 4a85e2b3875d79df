import { detectLanguage } from '../../syntax/detect';
import type { Reader, SourceDocument } from '../../syntax/reader';
import type { Language, SourceFile } from '../../syntax/source-file';
import type { Range } from '../../syntax/value';
import type { AttributeSite } from '../site/site';
import { actionCandidates } from './actions';
import { attributeCandidates } from './attribute-values';
import { textCandidate, type Candidate } from './candidate';
import { conditionKeyCandidates } from './condition-keys';
import { conditionValueCandidates } from './condition-values';
import type { StatementContext } from './context';
import { cursorAt, type Cursor } from './cursor';
import { elementCandidates, policyElementCandidates } from './elements';
import { operatorCandidates } from './operators';
import { principalCandidates, principalTypeCandidates } from './principals';
import { probe, type Found } from './probe';
import { resourceCandidates } from './resources';
import { seenIn } from './seen';
import { replacedRange, writeItem, type CompletionItem } from './write';

export interface CompletionRequest {
  readonly reader: Reader;
  readonly path: string;
  /** As it is while one is typing: it need not be well-formed. */
  readonly text: string;
  /** The editor's id of the language, where there is one. */
  readonly languageId?: string;
  /** Of the cursor, in UTF-16 code units. */
  readonly offset: number;
  /** The other files that are looked at together with it: those of its folder. */
  readonly others: readonly SourceFile[];
  /**
   * The file as it is open, of the same text: only what the stand-in changes is then parsed again. It is left as it
   * was.
   */
  readonly document?: SourceDocument;
}

export interface Completions {
  /** What each item replaces; the cursor is in it. */
  readonly range: Range;
  /** Best ones first. */
  readonly items: readonly CompletionItem[];
}

/**
 * What can be written at a cursor: elements, operators, condition keys and values, actions and principals of a policy;
 * operations of a grant; choices for file systems, keys and buckets.
 * @returns undefined where nothing is known, and for files that hold nothing of ours
 */
export function completionsAt(request: CompletionRequest): Completions | undefined {
  const { text, offset } = request;
  const language = detectLanguage(request);
  const cursor = language && cursorAt(text, language, offset);
  if (!language || !cursor || isBetweenBlocks(cursor, language)) return undefined;
  const found = probe(request, cursor);
  if (!found) return undefined;
  const candidates = candidatesAt(found, request, cursor, language);
  if (candidates.length === 0) return undefined;
  const items = candidates
    .map((candidate, index) => ({ candidate, index }))
    .sort((a, b) => a.candidate.rank - b.candidate.rank || a.index - b.index)
    .map(({ candidate }, position) => writeItem(candidate, position, cursor, language));
  return { range: replacedRange(cursor), items };
}

/** At the outermost level, where Terraform's blocks stand. */
function isBetweenBlocks({ open, string }: Cursor, language: Language): boolean {
  return open.length === 0 && (string === undefined || language === 'hcl');
}

function candidatesAt(
  { site, model }: Found,
  request: CompletionRequest,
  cursor: Cursor,
  language: Language,
): Candidate[] {
  const typed = request.text.slice(cursor.start, request.offset);
  const seen = seenIn([request.text, ...request.others.map(({ text }) => text)]);
  const context = { model, seen, language, typed };
  switch (site.kind) {
    case 'policy-element':
      return policyElementCandidates(site);
    case 'element':
      return elementCandidates({ ...context, site });
    case 'attribute':
    case 'attribute-name':
      return isMisread(site, cursor, request.text) ? [] : attributeCandidates({ ...context, site });
    default:
      return statementCandidates({ ...context, site });
  }
}

/** Whether the parser took the value for that of the attribute above, which has none yet. */
function isMisread(
  { kind, path }: AttributeSite,
  { notation, before, start }: Cursor,
  text: string,
): boolean {
  if (notation !== 'hcl' || kind !== 'attribute' || before !== '=') return false;
  const name = /([\w-]+)\s*=\s*"?$/.exec(text.slice(Math.max(0, start - 200), start))?.[1];
  return name !== path.at(-1);
}

function statementCandidates(context: StatementContext): Candidate[] {
  switch (context.site.kind) {
    case 'effect':
      return ['Allow', 'Deny'].map((effect) => textCandidate(effect, 'value', 0));
    case 'action':
      return actionCandidates(context);
    case 'resource':
      return resourceCandidates(context);
    case 'principal-type':
      return principalTypeCandidates(context);
    case 'principal':
      return principalCandidates(context);
    case 'operator':
      return operatorCandidates(context);
    case 'condition-key':
      return conditionKeyCandidates(context);
    case 'condition-value':
      return conditionValueCandidates(context);
  }
}
