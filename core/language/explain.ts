/**
 * "Why would this be denied?": the requests that a statement or a grant has to do with, decided from what the files
 * of a folder show, with it and without it.
 */
import type { Model } from '../model/model';
import { concerned, decide } from './explain/decide';
import { References, type ExplainReference } from './explain/references';
import { reportOf } from './explain/report';
import { candidatesFor } from './explain/requests';
import { statementName } from './explain/reasons';
import { subjectAt, type Subject } from './explain/subject';
import { readView } from './explain/view';

export type { ExplainReference } from './explain/references';

export type Explained =
  | {
      status: 'explained';
      /** Plain text: what was asked about. */
      title: string;
      /** The report; a link's address is `ref:N`, where N is a number in `references`. Everything else is escaped. */
      markdown: string;
      references: readonly ExplainReference[];
    }
  /** There is nothing to say here; `why` is a sentence. */
  | { status: 'nothing'; why: string };

/**
 * Explains the statement or the grant at an offset.
 * @param path of the file, as the model has it
 * @param offset in UTF-16 code units
 */
export function explainAt(model: Model, path: string, offset: number): Explained {
  const view = model.once(readView);
  const found = subjectAt(view.model, path, offset);
  if (found.status === 'nothing') return found;
  const { subject } = found;
  const decided = concerned(candidatesFor(subject, view).map(decide), subject, view);
  if (decided.length === 0) return { status: 'nothing', why: whyNothing(subject) };
  const title = titleOf(subject);
  const references = new References();
  const markdown = reportOf(title, decided, subject, view, references);
  return { status: 'explained', title, markdown, references: references.all };
}

function titleOf(subject: Subject): string {
  const name =
    subject.kind === 'grant'
      ? `grant ${subject.located.resource.address}`
      : statementName(subject.statement, subject.policy);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function whyNothing(subject: Subject): string {
  if (subject.kind === 'statement' && subject.policy.kind === 'identity') {
    return 'No key is in view that the statement could be about.';
  }
  return subject.kind === 'grant'
    ? 'Which key the grant is on, and for whom, is not in view.'
    : 'None of the requests of a linked file system, of uploads to its bucket or of those who manage the key is about these actions.';
}
