/** What costs money while it stands, and the end of the walk. */
import { html, type TemplateResult } from 'lit';
import type { BoardState } from '../../shared/board-state';
import { button } from './controls';

export function cleanUp({ cleanUp: { costs, possible }, run, target }: BoardState): TemplateResult {
  return html`<section class="card" aria-labelledby="clean-up-title">
    <h2 id="clean-up-title">Clean up</h2>
    ${
      possible
        ? html`<p>
            Destroys A, then B with every version of every object, then C. You are asked for the bucket's name
            first.
          </p>`
        : html`<p class="quiet">Nothing of the walk is deployed.</p>`
    }
    ${
      costs.length > 0
        ? html`<h3>${target === 'aws' ? 'Costs money while it stands' : 'Would cost money in AWS'}</h3>
            <ul class="costs">
              ${costs.map(
                ({ letter, what, billed, removedBy }) =>
                  html`<li>
                    <span class="letter">${letter}</span>
                    <div>
                      <p>${what}</p>
                      <p class="quiet">Billed ${billed}. Ends by ${removedBy}.</p>
                    </div>
                  </li>`,
              )}
            </ul>`
        : ''
    }
    <div class="buttons">
      ${button({
        message: { type: 'do', action: 'cleanUp' },
        label: 'Clean up…',
        disabled: !possible || run !== undefined,
      })}
    </div>
  </section>`;
}
