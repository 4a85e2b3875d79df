/** The walk's actions as commands: of the palette, the board's title bar, and the tree. */
import * as vscode from 'vscode';
import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import type { BoardMessage } from '../../shared/board-messages';
import type { Log } from '../log';
import { Contexts } from './contexts';
import { BoardPanel, BOARD_VIEW_TYPE } from './panel';
import { Sessions, type Projects, type Session } from './session';
import { StepsTree, type StepsNode } from './steps-tree';

const TREE = 'fsxLustreKms.steps';

/** Registered where the workspace is trusted, and only there. */
export function registerBoard(
  context: vscode.ExtensionContext,
  log: Log,
  projects: Projects,
): vscode.Disposable {
  const sessions = new Sessions(context, log, projects);
  const panel: BoardPanel = new BoardPanel({
    extensionUri: context.extensionUri,
    state: () => sessions.current?.board.state(),
    onMessage: (message) => void answer(message, sessions),
    onRefused: () => {
      log.warn('The board sent a message that is not known. Nothing was done.');
    },
  });
  const contexts = new Contexts();
  const tree = new StepsTree(async () => (await sessions.get(false))?.board.state());
  const view = vscode.window.createTreeView(TREE, { treeDataProvider: tree });
  const serializer: vscode.WebviewPanelSerializer = {
    deserializeWebviewPanel: async (restored) => {
      await panel.deserializeWebviewPanel(restored);
      await sessions.get(true);
    },
  };
  return vscode.Disposable.from(
    ...[sessions, panel, tree, view],
    vscode.window.registerWebviewPanelSerializer(BOARD_VIEW_TYPE, serializer),
    sessions.onDidChange(() => {
      const state = sessions.current?.board.state();
      if (!state) return;
      panel.changed();
      tree.show(state);
      contexts.tell(state);
    }),
    ...commands(sessions, panel),
  );
}

function commands(sessions: Sessions, panel: BoardPanel): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  /** With the board of the project that is walked through. */
  const withBoard = (
    name: string,
    act: (session: Session, node?: StepsNode | number | string) => Promise<void>,
  ) =>
    registerCommand(`fsxLustreKms.${name}`, async (node?: StepsNode | number | string) => {
      const session = await sessions.get(true);
      if (!session) return;
      await act(session, node);
      await showProblem(session, panel);
    });
  return [
    registerCommand('fsxLustreKms.board.open', async () => {
      panel.show();
      if (!(await sessions.get(true))) panel.dispose();
    }),
    withBoard('board.refresh', ({ board }) => board.refresh()),
    withBoard('board.rehearse', ({ board }) => board.rehearse()),
    withBoard('step.deploy', async ({ board }, node) => {
      const step = await stepOf(node, board.state().next?.step);
      if (step !== undefined) await board.deployStep(step);
    }),
    withBoard('step.verify', async ({ board }, node) => {
      const step = await stepOf(node, board.state().next?.step);
      if (step !== undefined) await board.verifyStep(step);
    }),
    withBoard('account.plan', async ({ board }, node) => {
      const account = await accountOf(node);
      if (account !== undefined) await board.planAccount(account);
    }),
    withBoard('account.deploy', async ({ board }, node) => {
      const account = await accountOf(node);
      if (account !== undefined) await board.deployAccount(account);
    }),
    withBoard('accounts.check', ({ board }) => board.checkIdentities()),
    withBoard('destroy', ({ board }) => board.cleanUp()),
    withBoard('sandbox.start', (session) => useTarget(session, 'sandbox', sessions)),
    withBoard('sandbox.stop', ({ board }) => board.stopSandbox()),
    withBoard('target.aws', (session) => useTarget(session, 'aws', sessions)),
    withBoard('interrupt', ({ board }) => board.interrupt()),
  ];
}

/** What the view asks for: the same as the commands. */
async function answer(message: BoardMessage, sessions: Sessions): Promise<void> {
  const session = await sessions.get(true);
  if (!session) return;
  const { board, file } = session;
  switch (message.type) {
    case 'ready':
      return;
    case 'step':
      await (message.action === 'deploy' ? board.deployStep(message.step) : board.verifyStep(message.step));
      return;
    case 'account':
      await (message.action === 'plan'
        ? board.planAccount(message.account)
        : board.deployAccount(message.account));
      return;
    case 'target':
      await useTarget(session, message.target, sessions);
      return;
    case 'edit':
      await board.edit(message.field, message.value);
      return;
    case 'reveal':
      await file.reveal(message.place);
      return;
    case 'do':
      await act(message.action, session, sessions);
  }
}

async function act(
  action: Extract<BoardMessage, { type: 'do' }>['action'],
  session: Session,
  sessions: Sessions,
): Promise<void> {
  const { board } = session;
  switch (action) {
    case 'checkIdentities':
      await board.checkIdentities();
      return;
    case 'rehearse':
      await board.rehearse();
      return;
    case 'interrupt':
      await board.interrupt();
      return;
    case 'cleanUp':
      await board.cleanUp();
      return;
    case 'startSandbox':
      await useTarget(session, 'sandbox', sessions);
      return;
    case 'stopSandbox':
      await board.stopSandbox();
      return;
    case 'showLog':
      await vscode.commands.executeCommand('fsxLustreKms.showLog');
  }
}

async function useTarget({ board }: Session, target: TargetKind, sessions: Sessions): Promise<void> {
  await board.useTarget(target);
  await sessions.keepTarget(target);
}

/** Where the board does not show it, what went wrong is told natively. */
async function showProblem({ board }: Session, panel: BoardPanel): Promise<void> {
  const { problem } = board.state();
  if (!problem || panel.isOpen) return;
  const log = vscode.l10n.t('Show Log');
  const open = vscode.l10n.t('Open Walkthrough');
  const chosen = await vscode.window.showErrorMessage(`${problem.message} ${problem.nextAction}`, log, open);
  if (chosen === log) await vscode.commands.executeCommand('fsxLustreKms.showLog');
  if (chosen === open) await vscode.commands.executeCommand('fsxLustreKms.board.open');
}

/** The step of a tree's item or of a call; else the one that is chosen, the next one first. */
async function stepOf(node: StepsNode | number | string | undefined, next = 0): Promise<number | undefined> {
  if (typeof node === 'number') return STEPS.some(({ number }) => number === node) ? node : undefined;
  if (typeof node === 'object' && 'step' in node) return node.step;
  const items = STEPS.map(({ number, title, deploys }) => ({
    label: `${number}. ${title}`,
    description:
      number === next ? vscode.l10n.t('next') : deploys.map((role) => ACCOUNTS[role].letter).join(', '),
    number,
  })).sort((a, b) => Number(b.number === next) - Number(a.number === next));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which step?') }))?.number;
}

async function accountOf(node: StepsNode | number | string | undefined): Promise<AccountRole | undefined> {
  if (typeof node === 'string') return DEPLOY_ORDER.find((role) => role === node);
  if (typeof node === 'object' && node.kind === 'account') return node.account;
  const items = DEPLOY_ORDER.map((role) => {
    const { letter, stack, holds } = ACCOUNTS[role];
    return { label: stack, description: vscode.l10n.t('Account {0}: {1}', letter, holds), role };
  });
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which account?') }))?.role;
}
