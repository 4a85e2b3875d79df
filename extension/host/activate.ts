/** What works everywhere: in a browser, without trust, in a virtual workspace. */
import * as vscode from 'vscode';
import { Reader } from '../../core/syntax/reader';
import { Checker } from './language/checker';
import { CodeActions } from './language/code-actions';
import { DOCUMENTS, isTerraformFile } from './language/documents';
import { FolderFiles } from './language/folder-files';
import { loadParsers } from './language/grammars';
import { registerIgnore } from './language/ignore';
import { EditorProjects, folderOf } from './language/project';
import { ProjectConfigs } from './language/project-config';
import { registerRulePages } from './language/rule-page';
import { OpenSources } from './language/sources';
import type { Log } from './log';

/** Begins to look at documents, and answers questions about them. */
export async function activateLanguage(context: vscode.ExtensionContext, log: Log): Promise<void> {
  const { subscriptions, extensionUri } = context;
  subscriptions.push(registerRulePages(extensionUri));
  const reader = new Reader(await loadParsers(extensionUri));
  const sources = new OpenSources(reader);
  const folders = new FolderFiles();
  const configs = new ProjectConfigs();
  const checker = new Checker(new EditorProjects(reader, sources, folders, configs), log);
  subscriptions.push(
    sources,
    folders,
    configs,
    checker,
    followDocuments(sources, checker),
    configs.onDidChange(() => {
      checker.scheduleAll();
    }),
    folders.onDidChange((folder) => {
      for (const document of openIn(folder)) checker.schedule(document);
    }),
    registerIgnore(checker, reader),
    vscode.languages.registerCodeActionsProvider(
      DOCUMENTS,
      new CodeActions(checker, reader),
      CodeActions.metadata,
    ),
  );
  checker.scheduleAll();
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

/** Terraform documents of a folder that are open. */
function openIn(folder: vscode.Uri): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(
    ({ uri }) => isTerraformFile(uri.path) && folderOf(uri).toString() === folder.toString(),
  );
}
