/** What a policy has that it did not have before, as documents of Terraform and CDKTF. */
import { asDocument } from '../../diagnose/changes/as-document';
import { sidOf, statementsOf } from '../../policies/statements';
import { withoutGone } from './merge-policy';

/** A policy before and after. */
export interface PolicyChange {
  readonly before: Readonly<Record<string, unknown>> | undefined;
  /** The statements of `before` stand at the same places in it, as they are or corrected; others follow. */
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * The statements that are corrected or added. One that is corrected takes the place of the one of its Sid.
 * @param name of the document: `key_policy`
 * @param of whose policy it is, in words
 */
export function changedStatements(
  { before, after }: PolicyChange,
  name: string,
  of: string,
): { terraform?: string; cdktf?: string } {
  const [old, all] = [statementsOf(before), statementsOf(after)];
  const corrected = old.flatMap((one, index) => correctedTo(one, all[index], index + 1));
  const added = all.slice(old.length);
  const statements = [...corrected.flatMap(({ statement }) => statement), ...added];
  if (statements.length === 0) return {};
  const notes = corrected.flatMap(({ note }) => note ?? []);
  return asDocument(name, statements, of, { merging: mergingOf(corrected), notes });
}

function mergingOf(corrected: readonly Corrected[]): 'add' | 'replace' | 'byHand' {
  if (corrected.length === 0) return 'add';
  return corrected.some(({ note }) => note !== undefined) ? 'byHand' : 'replace';
}

interface Corrected {
  /** One, or none where it goes. */
  readonly statement: readonly unknown[];
  /** Where it has to be put by hand, as Terraform finds it by no name. */
  readonly note?: string;
}

function correctedTo(before: unknown, after: unknown, number: number): Corrected[] {
  const statement = statementsOf(withoutGone({ Statement: [after] }).policy);
  const sid = sidOf(before);
  if (statement.length === 0)
    return [
      { statement, note: `without ${sid ?? `statement ${number}`}, which is about nobody who is there` },
    ];
  if (JSON.stringify(statement[0]) === JSON.stringify(before)) return [];
  return [
    { statement, ...(sid === undefined && { note: `in place of statement ${number}, which has no Sid` }) },
  ];
}
