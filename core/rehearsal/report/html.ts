/** The rehearsal as one HTML file that needs nothing else: no scripts, no fonts, nothing from elsewhere. */
import type { FindingResult, Rehearsal, RequestResult, StepResult } from '../result';
import type { World } from '../world/world';
import { escapeHtml } from './escape';
import { pictureOf } from './picture';
import { REPORT_STYLE } from './style';
import { markOf, needsLook, summaryOf, type Mark } from './words';

const CLASS: Readonly<Record<Mark, string>> = {
  'as expected': 'allowed',
  'NOT as expected': 'denied',
  unknown: 'unknown',
};
const SIGN: Readonly<Record<Mark, string>> = { 'as expected': '✓', 'NOT as expected': '✗', unknown: '?' };

/** @param moreStyle comes after the report's own: the colours of an editor */
export function formatHtml({ steps }: Rehearsal, world: World, moreStyle = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Rehearsal: FSx for Lustre, S3 and KMS in three accounts</title>
<style>${REPORT_STYLE}${moreStyle}</style>
</head>
<body>
<main>
<h1>Rehearsal of the seven steps</h1>
<p>${escapeHtml(summaryOf(steps))}</p>
<p class="muted">Predicted from Terraform, before anything is deployed: policies, grants and settings as they will be. Ids that AWS gives only at the deployment are stand-ins.</p>
<div class="picture">${pictureOf(steps, world)}</div>
<h2 id="steps">Steps</h2>
<div class="scroll"><table aria-labelledby="steps">
<thead><tr><th scope="col">Step</th><th scope="col">Account</th><th scope="col">What it does</th><th scope="col">Expected</th><th scope="col">Will be</th><th scope="col">Verdict</th></tr></thead>
<tbody>
${steps.map(row).join('\n')}
</tbody>
</table></div>
<h2>Why</h2>
${steps.map(details).join('\n')}
</main>
</body>
</html>
`;
}

function badge(step: StepResult): string {
  const mark = markOf(step);
  return `<span class="badge ${CLASS[mark]}">${SIGN[mark]} ${mark}</span>`;
}

function row(step: StepResult): string {
  return `<tr><td>${step.step}</td><td>${step.account}</td><th scope="row">${escapeHtml(step.title)}</th><td>${step.expected}</td><td>${step.outcome}</td><td>${badge(step)}</td></tr>`;
}

/** Open where something is to be looked at, and at the denial that step 5 shows. */
function details(step: StepResult): string {
  const isOpen = needsLook(step) || step.expected === 'fails';
  const nothing =
    step.requests.length + step.findings.length === 0
      ? '<p class="muted">Decided by settings alone; they are right.</p>'
      : '';
  return `<details${isOpen ? ' open' : ''}><summary>Step ${step.step}: ${escapeHtml(step.title)} ${badge(step)}</summary><div>
${step.findings.map((finding) => findingOf(finding, step)).join('\n')}
${step.requests.map(request).join('\n')}${nothing}
</div></details>`;
}

function findingOf({ rule, message, file, line }: FindingResult, step: StepResult): string {
  const place =
    file === undefined ? '' : ` <code>${escapeHtml(file)}${line === undefined ? '' : `:${line}`}</code>`;
  const name = rule.startsWith('rehearsal-') ? '' : `<code>${escapeHtml(rule)}</code> `;
  return `<p class="finding ${CLASS[markOf(step)]}"><span>${name}${escapeHtml(message)}${place}</span></p>`;
}

function request({ principal, action, resource, decision, reasons }: RequestResult): string {
  const said = decision === 'unknown' ? 'not known' : decision;
  return `<p class="request"><span class="badge ${decision}">${said}</span> <code>${escapeHtml(action)}</code> on <code>${escapeHtml(resource)}</code><br><span class="muted">by <code>${escapeHtml(principal)}</code></span></p>
<ul>${reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join('')}</ul>`;
}
