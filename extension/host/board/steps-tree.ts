/** The seven steps as a tree, each with the accounts that it changes; then who one is in the accounts. */
import * as vscode from 'vscode';
import type { AccountRole } from '../../../core/journey/steps';
import type { StepState as StepStatus } from '../../../core/journey/step-states';
import type { AccountState, BoardState, StepState } from '../../shared/board-state';

export type StepsNode =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'account'; readonly account: AccountRole; readonly step: number }
  | { readonly kind: 'cleanUp' };

interface Mark {
  readonly icon: string;
  readonly colour?: string;
  readonly words: string;
}

const MARKS: Readonly<Record<StepStatus, Mark>> = {
  proved: { icon: 'pass-filled', colour: 'testing.iconPassed', words: 'proved' },
  failed: { icon: 'error', colour: 'testing.iconFailed', words: 'proof failed' },
  unproved: { icon: 'circle-large-filled', colour: 'charts.blue', words: 'deployed, not proved' },
  outdated: { icon: 'history', colour: 'charts.yellow', words: 'changed since its proof' },
  next: { icon: 'arrow-circle-right', colour: 'charts.blue', words: 'next' },
  later: { icon: 'circle-large-outline', words: 'later' },
};

export class StepsTree implements vscode.TreeDataProvider<StepsNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<undefined>();
  private shown = '';
  readonly onDidChangeTreeData = this.changes.event;

  /** @param state undefined where there is no project to walk through */
  constructor(private readonly state: () => Promise<BoardState | undefined>) {}

  /** Draws anew when something that it shows has changed. */
  show({ steps, accounts, cleanUp }: BoardState): void {
    const stacks = accounts.map(({ id, deployed }) => [id, deployed?.status]);
    const shown = JSON.stringify([
      steps.map(({ status, deployed }) => [status, deployed]),
      stacks,
      cleanUp.possible,
    ]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.changes.fire(undefined);
  }

  dispose(): void {
    this.changes.dispose();
  }

  async getChildren(node?: StepsNode): Promise<StepsNode[]> {
    const state = await this.state();
    if (!state) return [];
    if (!node) {
      const steps = state.steps.map(({ number }): StepsNode => ({ kind: 'step', step: number }));
      return state.cleanUp.possible ? [...steps, { kind: 'cleanUp' }] : steps;
    }
    if (node.kind !== 'step') return [];
    const { stacks = [] } = state.steps.find(({ number }) => number === node.step) ?? {};
    return state.accounts
      .filter(({ stack }) => stacks.includes(stack))
      .sort((a, b) => stacks.indexOf(a.stack) - stacks.indexOf(b.stack))
      .map(({ role }) => ({ kind: 'account', account: role, step: node.step }));
  }

  async getTreeItem(node: StepsNode): Promise<vscode.TreeItem> {
    const state = await this.state();
    switch (node.kind) {
      case 'step': {
        const step = state?.steps.find(({ number }) => number === node.step);
        return step ? stepItem(step) : new vscode.TreeItem('');
      }
      case 'account': {
        const account = state?.accounts.find(({ role }) => role === node.account);
        return account ? accountItem(account, node.step) : new vscode.TreeItem('');
      }
      case 'cleanUp':
        return cleanUpItem();
    }
  }
}

function stepItem({ number, title, status, letters, stacks, deployed }: StepState): vscode.TreeItem {
  const { icon, colour, words } = MARKS[status];
  const collapsible =
    stacks.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(`${number}. ${title}`, collapsible);
  item.id = `step-${number}`;
  item.description = `${letters.join(', ')} · ${words}`;
  item.tooltip = vscode.l10n.t('Step {0}, account {1}: {2}', number, letters.join(', '), words);
  item.iconPath = new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  item.contextValue = `step${stacks.length > 0 ? '.deploys' : ''}${deployed ? '.deployed' : ''}`;
  item.accessibilityInformation = {
    label: `Step ${number}, ${title}, account ${letters.join(' and ')}, ${words}`,
  };
  return item;
}

function accountItem({ letter, stack, id, deployed }: AccountState, step: number): vscode.TreeItem {
  const item = new vscode.TreeItem(stack);
  item.id = `step-${step}-${stack}`;
  item.description = `${letter} · ${id} · ${deployed?.status ?? vscode.l10n.t('not deployed')}`;
  item.iconPath = new vscode.ThemeIcon(deployed?.status === 'deployed' ? 'vm-active' : 'vm-outline');
  item.contextValue = 'account';
  return item;
}

function cleanUpItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Clean up'));
  item.id = 'clean-up';
  item.description = 'A, B, C';
  item.iconPath = new vscode.ThemeIcon('trash');
  item.contextValue = 'cleanUp';
  return item;
}
