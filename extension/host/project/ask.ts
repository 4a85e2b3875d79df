/** The questions of Create Project, one after another. */
import * as vscode from 'vscode';
import { askForAnswers } from '../../../core/project/ask';
import { PROJECT_FIELDS, type Answers } from '../../../core/project/fields';

const SUGGESTED_REGION = 'us-east-1';

interface Question {
  readonly text: string;
  /** What was answered before; it is changed, not typed anew. */
  readonly before: string;
  /** What is wrong with that; empty when the question is new. */
  readonly problem: string;
}

/** @returns undefined when somebody changed their mind */
export async function askInEditor(): Promise<Answers | undefined> {
  const told: string[] = [];
  const answered = new Map<string, string>();
  return await askForAnswers({
    given: {},
    suggested: { region: SUGGESTED_REGION },
    tell: ({ problem: { value, problem, right } }) =>
      told.push(
        vscode.l10n.t(
          '{0} {1}. Right: {2}.',
          typeof value === 'string' ? value : vscode.l10n.t('An answer'),
          problem,
          right,
        ),
      ),
    ask: async (asked) => {
      const text = asked.replace(/: $/, '');
      const problem = told.splice(0).join(' ');
      const answer = await ask({ text, before: answered.get(text) ?? '', problem });
      if (answer !== undefined) answered.set(text, answer);
      return answer;
    },
  });
}

/** A box that shows what is wrong from the beginning; `showInputBox` would wait for a key. */
async function ask({ text, before, problem }: Question): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Create Project');
  box.step = PROJECT_FIELDS.findIndex(({ question }) => text.startsWith(question)) + 1;
  box.totalSteps = PROJECT_FIELDS.length;
  box.prompt = text;
  box.value = before;
  // It takes the place of the question.
  if (problem !== '') box.validationMessage = `${problem} ${text}`;
  box.ignoreFocusOut = true;
  return await new Promise((done) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      // The same answer once more would only come back.
      if (box.validationMessage !== undefined) return;
      done(box.value.trim());
      box.dispose();
    });
    box.onDidHide(() => {
      done(undefined);
      box.dispose();
    });
    box.show();
  });
}
