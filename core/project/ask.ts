import { PROJECT_FIELDS, type Answers, type FieldName, type ProjectField } from './fields';
import { mistakesSoFar, type Mistake } from './mistakes';

export interface AskOptions {
  /** What was answered before, such as by options; it is not asked again. */
  readonly given: Answers;
  /** What Enter stands for, by field. */
  readonly suggested: Answers;
  /** @returns what was typed; undefined when no more answers come */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Tells what is wrong with an answer. */
  readonly tell: (mistake: Mistake) => void;
}

/**
 * Asks for everything that is not given, and checks each answer at once. Where a later answer shows that an earlier one
 * was wrong, that one is asked again.
 * @returns all answers, without a mistake in them; undefined when no more answers come
 */
export async function askForAnswers({
  given,
  suggested,
  ask,
  tell,
}: AskOptions): Promise<Answers | undefined> {
  let answers: Answers = given;
  const open = new Set<FieldName>(openFields(given).map(({ name }) => name));
  for (let field = next(open, answers); field; field = next(open, answers)) {
    const suggestion = suggested[field.name];
    const typed = await ask(`${field.question}${suggestion === undefined ? '' : ` [${suggestion}]`}: `);
    if (typed === undefined) return undefined;
    const answer = typed === '' ? suggestion : typed;
    open.delete(field.name);
    if (answer !== undefined) answers = { ...answers, [field.name]: answer };
    for (const mistake of mistakesSoFar(answers, open)) {
      tell(mistake);
      open.add(mistake.field.name);
      answers = without(answers, mistake.field.name);
    }
  }
  return answers;
}

function without(answers: Answers, name: FieldName): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([other]) => other !== name));
}

/** The fields that nobody has answered yet. */
export function openFields(given: Answers): ProjectField[] {
  return PROJECT_FIELDS.filter(({ name }) => given[name] === undefined);
}

function next(open: ReadonlySet<FieldName>, answers: Answers): ProjectField | undefined {
  return PROJECT_FIELDS.find(({ name, isIdle }) => open.has(name) && isIdle?.(answers) !== true);
}
