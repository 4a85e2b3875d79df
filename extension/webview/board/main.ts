/** The board: draws the host's state, and keeps nothing but what is chosen. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, render } from 'lit';
import type { BoardState } from '../../shared/board-state';
import { accountPanels } from './accounts';
import './board.css';
import { cleanUp } from './clean-up';
import { header } from './header';
import { keep, kept, onMessage, send, type Kept } from './host';
import { picture } from './picture';
import { stepList, stepPanel } from './steps';
import { values } from './values';

class View {
  private state: BoardState | undefined;
  private chosen: Kept = kept();
  /** Why the host did not take a message; empty: it did. */
  private refusal = '';

  constructor(private readonly root: HTMLElement) {}

  show(state: BoardState): void {
    this.state = state;
    this.draw();
  }

  refuse(message: string): void {
    this.refusal = message;
    this.draw();
  }

  private choose(chosen: Partial<Kept>): void {
    this.chosen = { ...this.chosen, ...chosen };
    keep(this.chosen);
    this.draw();
  }

  private draw(): void {
    const { state, refusal } = this;
    if (!state) return;
    const number = this.chosen.step ?? state.next?.step ?? 1;
    const step = state.steps.find((one) => one.number === number) ?? state.steps[0];
    const page = html`
      ${header(state)} ${refusal === '' ? nothing : html`<p class="banner wrong" role="alert">${refusal}</p>`}
      <div class="columns">
        ${stepList(state, step?.number ?? 1, (chosen) => {
          this.choose({ step: chosen });
        })}
        <main>
          ${step ? stepPanel(step, state.run !== undefined) : nothing}
          ${picture(state, this.chosen.path, (path) => {
            this.choose({ path });
          })}
          ${accountPanels(state)} ${values(state)} ${cleanUp(state)}
        </main>
      </div>
    `;
    render(page, this.root);
  }
}

const root = document.getElementById('board');
if (root) {
  const view = new View(root);
  onMessage((message) => {
    switch (message.type) {
      case 'state':
        view.show(message.state);
        return;
      case 'refused':
        view.refuse(message.message);
    }
  });
  send({ type: 'ready' });
}
