/** What a policy has that it did not have before, as documents of Terraform and CDKTF. */
import { asDocument, type DocumentOptions } from '../../diagnose/changes/as-document';
import { sidOf, statementsOf } from '../../policies/statements';
import { withoutGone } from './merge-policy';

/** A policy before and after. */
export interface PolicyChange {
  readonly before: Readonly<Record<string, unknown>> | undefined;
  /** The statements of `before` stand at the same places in it, as they are or corrected; others follow. */
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * The statements that are corrected or added. One that is corrected takes the place of the one of its Sid; where that does
 * not tell which one it is, the comment does.
 * @param name of the document, where its first statement has none: `key_policy_change`
 * @param of whose policy it is, in words
 * @returns nothing where nothing is corrected or added, or Terraform cannot have it so
 */
export function changedStatements(
  { before, after }: PolicyChange,
  name: string,
  of: string,
): { terraform?: string; cdktf?: string } {
  const [old, all] = [statementsOf(before), statementsOf(after)];
  const corrected = old.flatMap((one, index) => correctedTo(one, all[index], index));
  const added = all.slice(old.length);
  const statements = [...corrected.flatMap(({ statement }) => statement ?? []), ...added];
  if (statements.length === 0) return {};
  const version = before === undefined ? undefined : versionOf(before);
  return asDocument(name, statements, of, {
    ...(before === undefined ? WHOLE : mergingOf(corrected, added.length, old)),
    version,
  });
}

const WHOLE: DocumentOptions = { merging: 'byHand', notes: ['there is none yet: this is the whole of it'] };

/** Of the policy language, where it is not the current one. */
function versionOf({ Version: version }: Readonly<Record<string, unknown>>): string | undefined {
  // Without one, AWS takes the first one (IAM User Guide, "IAM JSON policy elements: Version").
  return version === '2012-10-17' ? undefined : '2008-10-17';
}

/** A statement of the policy as it is, and what becomes of it. */
interface Corrected {
  readonly before: unknown;
  readonly index: number;
  /** Undefined where it goes. */
  readonly statement: unknown;
}

function correctedTo(before: unknown, after: unknown, index: number): Corrected[] {
  const [statement] = statementsOf(withoutGone({ Statement: [after] }).policy);
  return JSON.stringify(statement) === JSON.stringify(before) ? [] : [{ before, index, statement }];
}

function mergingOf(corrected: readonly Corrected[], added: number, old: readonly unknown[]): DocumentOptions {
  if (corrected.length === 0) return { merging: 'add' };
  const isNamed = ({ before, statement }: Corrected): boolean => {
    const sid = sidOf(before);
    return (
      statement !== undefined && sid !== undefined && old.filter((one) => sidOf(one) === sid).length === 1
    );
  };
  if (corrected.every(isNamed)) return { merging: 'replace' };
  const notes = corrected.map(
    (one) => `${one.statement === undefined ? 'without' : 'in place of'} ${which(one)}`,
  );
  return {
    merging: 'byHand',
    notes: [...notes, ...(added === 0 ? [] : [`the last ${added === 1 ? 'one' : added} beside them`])],
  };
}

/** By its place, as reasons have it, and its name. */
function which({ before, index, statement }: Corrected): string {
  const sid = sidOf(before);
  const place = `Statement[${index}]`;
  if (statement === undefined)
    return `${place}${sid === undefined ? '' : ` ("${sid}")`}, which is about nobody who is there`;
  return sid === undefined ? `${place}, which has no Sid` : `${place} ("${sid}")`;
}
