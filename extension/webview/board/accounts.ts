/** A panel for each account: who one is there, what a deploy would do, and what it does. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ChangeAction } from '../../../core/journey/plan';
import type { AccountState, BoardState, PlanState, ProgressState } from '../../shared/board-state';
import { button, folded, printed, sign } from './controls';
import { icon, type IconName } from './icons';
import { IDENTITY_SIGNS, when } from './words';

export function accountPanels({ accounts, run }: BoardState): TemplateResult {
  return html`<section aria-labelledby="accounts-title">
    <div class="heading">
      <h2 id="accounts-title">By account</h2>
      ${button({
        message: { type: 'do', action: 'checkIdentities' },
        label: 'Check who I am',
        disabled: run !== undefined,
      })}
    </div>
    <div class="accounts">${accounts.map((account) => panel(account, run !== undefined))}</div>
  </section>`;
}

function panel(account: AccountState, isBusy: boolean): TemplateResult {
  const { role, letter, holds, stack, id, reachedBy, identity, deployed, plan, progress } = account;
  return html`<article class="card" aria-labelledby="account-${letter}">
    <h3 id="account-${letter}"><span class="letter">${letter}</span>${holds}</h3>
    <dl>
      <dt>Account</dt>
      <dd>${id || 'not known'} <span class="quiet">by ${reachedBy}</span></dd>
      <dt>Identity</dt>
      <dd>
        ${sign(IDENTITY_SIGNS[identity.status])}
        ${identity.text === '' ? nothing : html`<p class="quiet">${identity.text}</p>`}
        ${identity.nextAction === '' ? nothing : html`<p>${identity.nextAction}</p>`}
      </dd>
      <dt>Stack</dt>
      <dd>
        <code>${stack}</code>
        <p class="quiet">${deployed ? deployedWords(deployed) : 'Not deployed'}</p>
      </dd>
    </dl>
    <div class="buttons">
      ${button({
        message: { type: 'account', action: 'plan', account: role },
        label: 'Plan',
        name: `Plan ${stack}`,
        disabled: isBusy,
      })}
      ${button({
        message: { type: 'account', action: 'deploy', account: role },
        label: 'Deploy',
        name: `Deploy ${stack}`,
        disabled: isBusy,
      })}
    </div>
    ${plan ? planned(plan) : nothing} ${progress ? progressed(progress, stack) : nothing}
    ${
      deployed && deployed.outputs.length > 0
        ? folded(
            'Outputs',
            html`<dl class="outputs">
              ${deployed.outputs.map(
                ([name, value]) =>
                  html`<dt>${name}</dt>
                    <dd><code>${value}</code></dd>`,
              )}
            </dl>`,
          )
        : nothing
    }
  </article>`;
}

function deployedWords({ status, at, resources }: NonNullable<AccountState['deployed']>): string {
  switch (status) {
    case 'deployed':
      return `${resources} resources, ${when(at)}`;
    case 'partial':
      return `Half done: ${resources} resources, ${when(at)}. Deploy again to go on.`;
    case 'destroyed':
      return `Destroyed ${when(at)}`;
  }
}

const ACTIONS: Readonly<Record<ChangeAction, { readonly words: string; readonly isLoss: boolean }>> = {
  create: { words: 'create', isLoss: false },
  update: { words: 'change', isLoss: false },
  replace: { words: 'replace', isLoss: true },
  delete: { words: 'destroy', isLoss: true },
};

function planned({ summary, changes }: PlanState): TemplateResult {
  return html`<h4>Plan</h4>
    <p>${summary}</p>
    ${
      changes.length === 0
        ? nothing
        : html`<ul class="changes">
            ${changes.map(({ address, action }) => {
              const { words, isLoss } = ACTIONS[action];
              return html`<li class=${isLoss ? 'loss' : ''}>
                ${isLoss ? icon('warning', 'bad') : nothing}<span class="verb">${words}</span>
                <code>${address}</code>
              </li>`;
            })}
          </ul>`
    }`;
}

const PROGRESS: Readonly<
  Record<ProgressState['resources'][number]['state'], { icon: IconName; tone: string; words: string }>
> = {
  begun: { icon: 'next', tone: 'ahead', words: 'begun' },
  running: { icon: 'next', tone: 'ahead', words: 'going on' },
  done: { icon: 'pass', tone: 'good', words: 'done' },
  failed: { icon: 'fail', tone: 'bad', words: 'failed' },
};

function progressed({ phase, running, resources, log }: ProgressState, stack: string): TemplateResult {
  const done = resources.filter(({ state }) => state === 'done').length;
  return html`<h4>Progress</h4>
    <p>
      ${phase}${resources.length > 0 ? html` <span class="quiet">${done} of ${resources.length} resources</span>` : nothing}
    </p>
    ${running ? html`<vscode-progress-bar indeterminate aria-label="${stack}: ${phase}"></vscode-progress-bar>` : nothing}
    <ul class="changes">
      ${resources.map(({ address, action, state, seconds }) => {
        const { icon: name, tone, words } = PROGRESS[state];
        const time = seconds === undefined ? '' : `, ${seconds} s`;
        return html`<li>
          ${icon(name, tone)}<span class="verb">${action}</span> <code>${address}</code>
          <span class="quiet">${words}${time}</span>
        </li>`;
      })}
    </ul>
    ${log.length > 0 ? folded('Log', printed(log.join('\n'), `Log of ${stack}`)) : nothing}`;
}
