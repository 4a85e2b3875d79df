/** What works everywhere: in a browser, without trust, in a virtual workspace. */
import * as vscode from 'vscode';
import type { Parsers } from '../../core/syntax/parsers';
import { Reader } from '../../core/syntax/reader';
import { DeploymentChecker } from './deployment/cdktf-json';
import { registerDiagnose } from './diagnose/diagnose';
import { Checker } from './language/checker';
import { CodeActions } from './language/code-actions';
import { CodeLenses, type StackCommands } from './language/code-lens';
import { CompletionItems } from './language/completion';
import { DOCUMENTS } from './language/documents';
import { registerExplain } from './language/explain';
import { FolderFiles } from './language/folder-files';
import { loadParsers } from './language/grammars';
import { Hovers } from './language/hover';
import { registerIgnore } from './language/ignore';
import { JsonSnippets } from './language/json-snippets';
import { EditorProjects, folderOf, openIn } from './language/project';
import { ProjectConfigs } from './language/project-config';
import { registerRulePages } from './language/rule-page';
import { OpenSources } from './language/sources';
import { LintStatus } from './language/status';
import type { Log } from './log';

export interface LanguageOptions {
  readonly log: Log;
  /** What can be done with stacks here. */
  readonly stackCommands: StackCommands;
}

export interface ActiveLanguage {
  readonly parsers: Parsers;
  /** What can be done with stacks is no longer the same. */
  readonly lensesChanged: () => void;
}

/** Begins to look at documents, and answers questions about them. */
export async function activateLanguage(
  { subscriptions, extensionUri }: vscode.ExtensionContext,
  { log, stackCommands }: LanguageOptions,
): Promise<ActiveLanguage> {
  const { languages } = vscode;
  subscriptions.push(
    registerRulePages(extensionUri),
    registerDiagnose(extensionUri),
    new DeploymentChecker(),
  );

  const parsers = await loadParsers(extensionUri);
  const reader = new Reader(parsers);
  const sources = new OpenSources(reader);
  const folders = new FolderFiles();
  const configs = new ProjectConfigs(log);
  const projects = new EditorProjects(reader, sources, folders, configs);
  const checker = new Checker(projects, log, extensionUri);
  const lenses = new CodeLenses(projects, parsers, stackCommands);
  subscriptions.push(
    ...[sources, folders, configs, checker, lenses, new LintStatus(checker)],
    ...[registerIgnore(checker, reader), registerExplain(projects, extensionUri)],
    languages.registerCodeActionsProvider(
      DOCUMENTS,
      new CodeActions(checker, projects, reader),
      CodeActions.metadata,
    ),
    languages.registerHoverProvider(DOCUMENTS, new Hovers(projects)),
    languages.registerCompletionItemProvider(
      DOCUMENTS,
      new CompletionItems(projects, reader, sources),
      ...CompletionItems.triggers,
    ),
    languages.registerCompletionItemProvider(
      [{ language: 'json' }, { language: 'jsonc' }],
      new JsonSnippets(extensionUri),
    ),
    languages.registerCodeLensProvider([...DOCUMENTS, { pattern: '**/cdktf.json' }], lenses),
    vscode.commands.registerCommand('fsxLustreKms.fixAll', async () => {
      await vscode.commands.executeCommand('editor.action.codeAction', {
        kind: CodeActions.fixAllKind.value,
        apply: 'first',
      });
    }),
    followDocuments(sources, checker),
    configs.onDidChange(() => {
      checker.scheduleAll();
    }),
    folders.onDidChange((folder) => {
      for (const document of openIn(folder)) checker.schedule(document);
    }),
  );
  checker.scheduleAll();
  return {
    parsers,
    lensesChanged: () => {
      lenses.refresh();
    },
  };
}

function followDocuments(sources: OpenSources, checker: Checker): vscode.Disposable {
  const { workspace } = vscode;
  return vscode.Disposable.from(
    workspace.onDidOpenTextDocument((document) => {
      checker.schedule(document, 0);
    }),
    workspace.onDidChangeTextDocument((event) => {
      sources.change(event);
      if (event.contentChanges.length > 0) checker.schedule(event.document);
    }),
    workspace.onDidCloseTextDocument((document) => {
      sources.close(document);
      checker.forget(document);
      // What others of its folder have from it is now the disk's.
      for (const other of openIn(folderOf(document.uri))) checker.schedule(other);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fsxLustreKms.lint')) checker.scheduleAll();
    }),
  );
}
