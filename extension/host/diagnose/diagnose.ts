import * as vscode from 'vscode';
import { parseDeployment } from '../../../core/deployment/parse';
import { resolveDeployment, type ResolvedDeployment } from '../../../core/deployment/resolve';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import type { TextDiagnosis } from '../../../core/diagnose/diagnosis';
import { markdownDiagnosis } from '../../../core/diagnose/report/markdown';
import { valueAt } from '../../../core/json-value';
import { ExplainPanel } from '../language/explain-panel';

const COMMAND = 'fsxLustreKms.diagnose';
/** Where projects are not looked for. */
const LEFT_OUT = '**/{node_modules,cdktf.out,.terraform}/**';
/** Where nothing can search a workspace, as in some browsers, VS Code waits for something that can. */
const SEARCH_LIMIT_MS = 2_000;

/**
 * The command "Diagnose from Clipboard or Selection": names the broken link that a pasted text shows. It resolves to what
 * it shows; to undefined where there was no text.
 */
export function registerDiagnose(extensionUri: vscode.Uri): vscode.Disposable {
  const panel = new ExplainPanel(extensionUri);
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand(COMMAND, async (): Promise<TextDiagnosis | undefined> => {
      const text = selectedText() ?? (await clipboardText());
      if (text === undefined) return undefined;
      const diagnosis = diagnoseText(text, await deploymentOfWorkspace());
      await panel.show({
        title: vscode.l10n.t('Diagnosis'),
        markdown: markdownDiagnosis(diagnosis),
        // A diagnosis is of a text that may be nowhere in the workspace: it leads to no place.
        reveal: () => Promise.resolve(),
        takesFocus: true,
      });
      return diagnosis;
    }),
  );
}

/** @returns undefined where there is none, and it was said what to do */
async function clipboardText(): Promise<string | undefined> {
  const text = await vscode.env.clipboard.readText().then(undefined, () => undefined);
  if (text === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The clipboard cannot be read here. Select the text in an editor, and diagnose again.'),
    );
    return undefined;
  }
  if (text.trim() !== '') return text;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Copy or select what AWS said: a refusal, an event of CloudTrail, a log record, or output of lfs or cat.',
    ),
  );
  return undefined;
}

function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? '';
  return text.trim() === '' ? undefined : text;
}

/** The deployment that is the only one of the workspace, and valid: which account is which is only a help. */
async function deploymentOfWorkspace(): Promise<ResolvedDeployment | undefined> {
  const [file, other] = await findProjects();
  if (!file || other) return undefined;
  try {
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const input = valueAt(JSON.parse(content), ['context', 'fsxLustreKms']);
    const parsed = parseDeployment(input);
    return parsed.status === 'valid' ? resolveDeployment(parsed.deployment) : undefined;
  } catch {
    return undefined;
  }
}

/** The first two; none where the search takes too long. */
async function findProjects(): Promise<readonly vscode.Uri[]> {
  const search = new vscode.CancellationTokenSource();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<readonly vscode.Uri[]>((done) => {
    timer = setTimeout(() => {
      done([]);
    }, SEARCH_LIMIT_MS);
  });
  try {
    return await Promise.race([vscode.workspace.findFiles('**/cdktf.json', LEFT_OUT, 2, search.token), late]);
  } finally {
    clearTimeout(timer);
    search.cancel();
    search.dispose();
  }
}
