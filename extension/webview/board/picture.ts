/** The three accounts and what passes between them: each path explains itself when it is chosen. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AccountState, BoardState, PathState } from '../../shared/board-state';
import { button, sign } from './controls';
import { icon } from './icons';
import { rove } from './roving';
import { CHECK_SIGNS, predictionOf, toneOf, type Sign } from './words';

export function picture(
  state: BoardState,
  chosen: string | undefined,
  choose: (path: string) => void,
): TemplateResult {
  const { paths, accounts, rehearsal, run } = state;
  const keydown = (event: KeyboardEvent) => {
    rove(event, '.path', false);
  };
  const shown = paths.find(({ id }) => id === chosen);
  const first = shown?.id ?? paths[0]?.id;
  const between = (from: 'A' | 'B', to: 'B' | 'C') => {
    const some = paths.filter((path) => path.from === from && path.to === to);
    return some.length > 0 ? pathList({ paths: some, from, to, chosen, first, choose }) : nothing;
  };
  const [a, b, c] = accounts;
  return html`<section class="card" aria-labelledby="picture-title">
    <div class="heading">
      <h2 id="picture-title">The three accounts</h2>
      ${button({ message: { type: 'do', action: 'rehearse' }, label: 'Rehearse', disabled: run !== undefined })}
    </div>
    <p class="quiet">
      ${
        rehearsal === undefined
          ? 'Rehearse decides every request from the policies and grants in the stacks, without AWS.'
          : `Rehearsed: ${rehearsal} Choose a path to see why.`
      }
    </p>
    <div
      class="picture ${paths.length > 0 ? '' : 'without-paths'}"
      role="group"
      aria-labelledby="picture-title"
      @keydown=${keydown}
    >
      ${a ? place(a) : nothing} ${between('A', 'B')} ${b ? place(b, between('B', 'B')) : nothing}
      ${between('B', 'C')} ${between('A', 'C')} ${c ? place(c) : nothing}
    </div>
    ${paths.length > 0 ? legend() : nothing}
    <div aria-live="polite">${shown ? explanation(shown) : nothing}</div>
  </section>`;
}

function place(
  { letter, holds, id, resources, deployed }: AccountState,
  inside: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="place ${letter}">
    <p class="place-title"><span class="letter">${letter}</span>${holds}</p>
    <p class="quiet">${id}</p>
    <ul class="resources">
      ${resources.map((resource) => html`<li><code>${resource}</code></li>`)}
    </ul>
    <p class="quiet">
      ${deployed && deployed.status !== 'destroyed' ? `${deployed.resources} resources deployed` : 'Nothing deployed'}
    </p>
    ${inside}
  </div>`;
}

interface PathList {
  readonly paths: readonly PathState[];
  readonly from: 'A' | 'B';
  readonly to: 'B' | 'C';
  readonly chosen: string | undefined;
  /** The one that the Tab key comes to. */
  readonly first: string | undefined;
  readonly choose: (path: string) => void;
}

function pathList({ paths, from, to, chosen, first, choose }: PathList): TemplateResult {
  const label = from === to ? `Within account ${from}` : `From account ${from} to account ${to}`;
  const item = (path: PathState) => {
    const click = () => {
      choose(path.id);
    };
    return html`<li>
      <button
        class="path ${toneOf(path)} ${path.proved === undefined ? 'predicted' : 'proved'}"
        aria-pressed=${path.id === chosen ? 'true' : 'false'}
        tabindex=${path.id === first ? 0 : -1}
        @click=${click}
      >
        <span class="number"><span class="unseen">Step </span>${path.step}</span>
        <span class="label">${path.label}</span>
        <span class="verdict">${verdict(path)}</span>
        <span class="arrow" aria-hidden="true"></span>
      </button>
    </li>`;
  };
  return html`<div class="paths ${from}${to}">
    <p class="way">${label}</p>
    <ul>
      ${paths.map(item)}
    </ul>
  </div>`;
}

/** What was proved, else what is predicted. */
function verdict(path: PathState): TemplateResult {
  const predicted = predictionOf(path);
  if (path.proved === undefined) return html`${icon(predicted.icon, predicted.tone)}${predicted.words}`;
  const { icon: name, tone } = CHECK_SIGNS[path.proved];
  return html`${icon(name, tone)}${provedWords(path.proved)}`;
}

function provedWords(status: keyof typeof CHECK_SIGNS): string {
  return { passed: 'proved', failed: 'proof failed', unknown: 'proof not known' }[status];
}

function legend(): TemplateResult {
  return html`<ul class="legend" aria-label="Legend">
    <li><span class="dash" aria-hidden="true"></span>as rehearsed</li>
    <li><span class="dash proved" aria-hidden="true"></span>as proved by its step</li>
  </ul>`;
}

function explanation(path: PathState): TemplateResult {
  const proved: Sign =
    path.proved === undefined
      ? { icon: 'later', tone: 'quiet', words: `step ${path.step} has no proof yet` }
      : { ...CHECK_SIGNS[path.proved], words: provedWords(path.proved) };
  return html`<div class="explanation">
    <h3>Step ${path.step}: ${path.label}</h3>
    <dl>
      <dt>Rehearsal</dt>
      <dd>${sign(predictionOf(path))}</dd>
      <dt>Proof</dt>
      <dd>${sign(proved)}</dd>
    </dl>
    ${
      path.requests.length === 0
        ? html`<p class="quiet">Decided by settings, not by a request.</p>`
        : html`<ul class="requests">
            ${path.requests.map(
              ({ principal, action, resource, decision, reasons }) =>
                html`<li>
                  <p><strong>${decision}</strong>: <code>${action}</code> on <code>${resource}</code></p>
                  <p class="quiet">by <code>${principal}</code></p>
                  <ul class="reasons">
                    ${reasons.map((reason) => html`<li>${reason}</li>`)}
                  </ul>
                </li>`,
            )}
          </ul>`
    }
  </div>`;
}
