import * as vscode from 'vscode';
import { parseDeployment } from '../../../core/deployment/parse';
import { resolveDeployment, type ResolvedDeployment } from '../../../core/deployment/resolve';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import { markdownDiagnosis } from '../../../core/diagnose/report/markdown';
import { valueAt } from '../../../core/json-value';
import { ExplainPanel } from '../language/explain-panel';

const COMMAND = 'fsxLustreKms.diagnose';
/** Where projects are not looked for. */
const LEFT_OUT = '**/{node_modules,cdktf.out,.terraform}/**';

/** The command "Diagnose from Clipboard or Selection": names the broken link that a pasted text shows. */
export function registerDiagnose(extensionUri: vscode.Uri): vscode.Disposable {
  const panel = new ExplainPanel(extensionUri);
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand(COMMAND, async () => {
      const text = selectedText() ?? (await vscode.env.clipboard.readText());
      if (text.trim() === '') {
        void vscode.window.showInformationMessage(
          vscode.l10n.t(
            'Copy or select what AWS said: a refusal, an event of CloudTrail, a log record, or output of lfs or cat.',
          ),
        );
        return;
      }
      await panel.show({
        title: vscode.l10n.t('Diagnosis'),
        markdown: markdownDiagnosis(diagnoseText(text, await deploymentOfWorkspace())),
        // A diagnosis is of a text that may be nowhere in the workspace: it leads to no place.
        reveal: () => Promise.resolve(),
      });
    }),
  );
}

function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? '';
  return text.trim() === '' ? undefined : text;
}

/** The deployment that is the only one of the workspace, and valid: which account is which is only a help. */
async function deploymentOfWorkspace(): Promise<ResolvedDeployment | undefined> {
  const [file, other] = await vscode.workspace.findFiles('**/cdktf.json', LEFT_OUT, 2);
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
