/** What is asked natively before anything changes: no view can answer it. */
import * as vscode from 'vscode';
import type { ChangeAction, StackPlan } from '../../../core/journey/plan';
import { ACCOUNTS } from '../../../core/journey/steps';
import type { TargetKind } from '../../../core/journey/target';
import { planSummary } from './board-state';
import type { Questions } from './walk';

/** Names that fit into a modal question; the board has all. */
const MAX_NAMES = 8;

export const nativeQuestions: Questions = {
  async mayApply(plan, target) {
    const { verb, account, accountId, stack } = plan;
    const { letter } = ACCOUNTS[account];
    const isDeploy = verb === 'deploy';
    const message = isDeploy
      ? vscode.l10n.t('Deploy {0} to account {1} ({2})?', stack, letter, accountId)
      : vscode.l10n.t('Destroy {0} in account {1} ({2})?', stack, letter, accountId);
    const answer = isDeploy ? vscode.l10n.t('Deploy') : vscode.l10n.t('Destroy');
    const detail = [whereTo(target), planSummary(plan), ...lossesOf(plan)].join('\n');
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, answer)) === answer;
  },

  async mayCleanUp({ buckets, costs }, target) {
    const gone = buckets.map((bucket) => vscode.l10n.t('Every version of every object in {0}', bucket));
    const what = costs.map((cost) =>
      vscode.l10n.t('Account {0}: {1}', ACCOUNTS[cost.account].letter, cost.what),
    );
    const lost = [...gone, ...what];
    const detail = [
      whereTo(target),
      vscode.l10n.t('Destroyed in this order: A, B, C. Each is asked for first.'),
      ...(lost.length > 0 ? [vscode.l10n.t('This is lost:'), ...lost] : []),
    ].join('\n');
    const message = vscode.l10n.t('Destroy everything that the walk has made?');
    const answer = vscode.l10n.t('Continue');
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, answer)) === answer;
  },

  async mayEmpty(bucket) {
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Clean up'),
      prompt: vscode.l10n.t('Type the name of the bucket whose objects go: {0}', bucket),
      ignoreFocusOut: true,
      validateInput: (value) =>
        value === '' || value === bucket ? undefined : vscode.l10n.t('That is not {0}.', bucket),
    });
    return typed === bucket;
  },

  async mayEscalate() {
    const message = vscode.l10n.t('End it at once?');
    const detail = vscode.l10n.t(
      'It was asked to end, and is bringing to an end what it has begun. Ended at once, Terraform may leave its state locked: the next run then names the lock, and how to lift it.',
    );
    const answer = vscode.l10n.t('End at Once');
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, answer)) === answer;
  },
};

function whereTo(target: TargetKind): string {
  return target === 'sandbox'
    ? vscode.l10n.t('In the sandbox on this machine: no AWS account is touched.')
    : vscode.l10n.t('In AWS: what is made costs money until it is cleaned up.');
}

/** What is destroyed or replaced, by name. */
function lossesOf({ changes }: StackPlan): string[] {
  const named = (wanted: ChangeAction, words: (names: string) => string) => {
    const names = changes
      .filter(({ action }) => action === wanted)
      .map(({ address, isUnfinished }) =>
        isUnfinished ? vscode.l10n.t('{0} (its creation was cut off)', address) : address,
      );
    if (names.length === 0) return [];
    const more = names.length > MAX_NAMES ? [vscode.l10n.t('and {0} more', names.length - MAX_NAMES)] : [];
    return [words([...names.slice(0, MAX_NAMES), ...more].join(', '))];
  };
  return [
    ...named('delete', (names) => vscode.l10n.t('Destroyed: {0}', names)),
    ...named('replace', (names) => vscode.l10n.t('Replaced, which destroys it first: {0}', names)),
  ];
}
