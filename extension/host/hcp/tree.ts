import * as vscode from 'vscode';
import type { Tone } from '../../../core/hcp/run-states';
import type { Snapshot } from '../../../core/hcp/snapshot';
import { treeOf, type TreeNode } from '../../../core/hcp/tree';

type Icon = readonly [name: string, colour?: string];

/** Each has a shape of its own: no state is told by its colour alone. */
const ICONS: Readonly<Record<Tone, Icon>> = {
  good: ['pass-filled', 'testing.iconPassed'],
  bad: ['error', 'testing.iconFailed'],
  running: ['sync~spin', 'charts.blue'],
  waiting: ['debug-pause', 'problemsWarningIcon.foreground'],
  neutral: ['circle-large-outline'],
};
const WARNING: Icon = ['warning', 'problemsWarningIcon.foreground'];

/** Workspaces, runs, run tasks and outcomes, as they were last read. */
export class HcpTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<undefined>();
  private roots: readonly TreeNode[] = [];
  readonly onDidChangeTreeData = this.changes.event;

  /** Draws anew when something that it shows has changed. */
  show(snapshot: Snapshot): void {
    const roots = treeOf(snapshot);
    if (JSON.stringify(roots) === JSON.stringify(this.roots)) return;
    this.roots = roots;
    this.changes.fire(undefined);
  }

  dispose(): void {
    this.changes.dispose();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node?.children ?? this.roots)];
  }

  getTreeItem({
    id,
    kind,
    label,
    description,
    tooltip,
    tone,
    url,
    isExpanded,
    children,
  }: TreeNode): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, children.length === 0 ? None : isExpanded ? Expanded : Collapsed);
    const [icon, colour] = iconOf(kind, tone);
    item.id = id;
    item.description = description;
    item.tooltip = tooltip;
    item.iconPath = new vscode.ThemeIcon(
      icon,
      colour === undefined ? undefined : new vscode.ThemeColor(colour),
    );
    item.contextValue = `hcp.${kind}${url === undefined ? '' : '.linked'}`;
    item.accessibilityInformation = { label: `${label}, ${description}` };
    return item;
  }
}

/** A run waits for somebody; an outcome of the same tone only warns. */
function iconOf(kind: TreeNode['kind'], tone: Tone): Icon {
  return kind === 'outcome' && tone === 'waiting' ? WARNING : ICONS[tone];
}
