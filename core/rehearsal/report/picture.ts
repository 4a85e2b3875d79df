/** The three accounts and the paths between them, as inline SVG. */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import type { StepResult } from '../result';
import type { World } from '../world/world';
import { escapeHtml } from './escape';
import { pathsOf, type AccessPath, type PathVerdict } from './paths';

const WIDTH = 1040;
const HEIGHT = 560;
const BOX = {
  A: { x: 16, y: 16, w: 286, h: 528 },
  B: { x: 738, y: 16, w: 286, h: 234 },
  C: { x: 738, y: 330, w: 286, h: 214 },
};
const ROW = 48;

const WORDS: Readonly<Record<PathVerdict, string>> = {
  allowed: 'allowed',
  denied: 'denied',
  unknown: 'not known',
  none: 'not in view',
};

export function pictureOf(steps: readonly StepResult[], world: World): string {
  const paths = pathsOf(steps);
  const toBucket = paths.filter(({ from, to }) => from === 'A' && to === 'B');
  const toKey = paths.filter(({ from, to }) => from === 'A' && to === 'C');
  const upload = paths.filter(({ from, to }) => from === 'B' && to === 'B');
  const behind = paths.filter(({ from, to }) => from === 'B' && to === 'C');
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="picture-title picture-text">
<title id="picture-title">The three accounts and the paths between them</title>
<desc id="picture-text">${escapeHtml(paths.map(inWords).join(' '))}</desc>
${markers()}
${boxes(world)}
${toBucket.map((path, index) => across(path, 76 + index * ROW)).join('\n')}
${toKey.map((path, index) => across(path, 340 + index * (ROW - 4))).join('\n')}
${upload.map(inside).join('\n')}
${behind.map(down).join('\n')}
</svg>`;
}

function inWords({ step, from, to, label, verdict, asExpected }: AccessPath): string {
  const end = asExpected === true && verdict === 'denied' ? ', as it should be' : '';
  return `Step ${step}, from account ${from} to account ${to}: ${label}: ${WORDS[verdict]}${end}.`;
}

function boxes({ links, grants }: World): string {
  const [link] = links;
  const more = (number: number) => (number > 1 ? ` and ${number - 1} more` : '');
  const distinct = (texts: readonly (string | undefined)[]) => new Set(texts.filter(Boolean)).size;
  const systems = distinct(links.map(({ fileSystem }) => fileSystem.id));
  const buckets = distinct(links.map(({ bucket }) => bucket.name));
  const keys = distinct(links.map(({ key }) => key?.arn));
  const policyOf = link?.bucket.policy ? 'bucket policy' : 'no bucket policy';
  return [
    box('A', 'File system', link?.fileSystem.account, [
      `${link?.fileSystem.id ?? 'no file system in view'}${more(systems)}`,
      'service-linked role for S3:',
      S3_DATA_SOURCE_ROLE_PREFIX,
      link?.fileSystem.id ?? '',
      `${grants.length} ${grants.length === 1 ? 'grant' : 'grants'}`,
    ]),
    box('B', 'Bucket', link?.bucket.account, [
      `${link ? shorten(link.bucket.name, 34) : 'no bucket in view'}${more(buckets)}`,
      policyOf,
    ]),
    box('C', 'Key', link?.key?.account, [
      `${link?.key ? shorten(link.key.id, 36) : 'no key in view'}${more(keys)}`,
      link?.key?.region ?? '',
    ]),
  ].join('\n');
}

function box(
  letter: 'A' | 'B' | 'C',
  holds: string,
  account: string | undefined,
  lines: readonly string[],
): string {
  const { x, y, w, h } = BOX[letter];
  const text = lines
    .filter((line) => line !== '')
    .map(
      (line, index) =>
        `<text class="small" x="${x + 18}" y="${y + 80 + index * 20}">${escapeHtml(line)}</text>`,
    );
  return `<g><rect class="account" x="${x}" y="${y}" width="${w}" height="${h}" rx="10"/>
<text class="head" x="${x + 18}" y="${y + 32}">Account ${letter}: ${holds}</text>
<text class="small muted" x="${x + 18}" y="${y + 54}">${escapeHtml(account ?? 'not in view')}</text>
${text.join('\n')}</g>`;
}

/** A path from A to B or C, with its step at the start and its verdict at the end. */
function across(path: AccessPath, y: number): string {
  const x1 = BOX.A.x + BOX.A.w;
  const x2 = BOX.B.x - 4;
  return `<g class="${path.verdict}"><line x1="${x1}" y1="${y}" x2="${x2}" y2="${y}" marker-end="url(#${path.verdict}-end)"/>
${stepMark(path.step, x1 + 22, y)}
<text class="label" x="${x1 + 42}" y="${y - 7}">${escapeHtml(path.label)}</text>
<text class="verdict${path.asExpected === true ? ' allowed' : ''}" x="${x2 - 14}" y="${y - 7}" text-anchor="end">${verdictText(path)}</text></g>`;
}

/** What is decided within account B: default encryption and the upload. */
function inside(path: AccessPath, index: number): string {
  const { x, y, h } = BOX.B;
  const at = y + h - 98 + index * 34;
  return `<g class="${path.verdict}">${stepMark(path.step, x + 30, at)}
<text class="label" x="${x + 50}" y="${at + 5}">${escapeHtml(path.label)}: ${verdictText(path)}</text></g>`;
}

function down(path: AccessPath): string {
  const x = BOX.B.x + 30;
  const [y1, y2] = [BOX.B.y + BOX.B.h, BOX.C.y - 4];
  return `<g class="${path.verdict}"><line x1="${x}" y1="${y1 - 52}" x2="${x}" y2="${y2}" marker-end="url(#${path.verdict}-end)"/>
${stepMark(path.step, x, y1 + 34)}
<text class="label" x="${x + 20}" y="${y1 + 39}">${escapeHtml(path.label)}: ${verdictText(path)}</text></g>`;
}

function verdictText({ step, verdict, asExpected }: AccessPath): string {
  // Default encryption is a setting, and no request that is allowed or denied.
  if (step === 3)
    return { allowed: '✓ right', denied: '✗ wrong', unknown: '? not known', none: '–' }[verdict];
  const mark = { allowed: '✓', denied: asExpected === true ? '✓' : '✗', unknown: '?', none: '–' }[verdict];
  const meant = verdict === 'denied' && asExpected === true ? ', as it should be' : '';
  const wrong = verdict === 'allowed' && asExpected === false ? ', and should not be' : '';
  return `${wrong === '' ? mark : '✗'} ${WORDS[verdict]}${meant}${wrong}`;
}

function stepMark(step: number, x: number, y: number): string {
  return `<circle class="step" cx="${x}" cy="${y}" r="12"/><text class="number" x="${x}" y="${y + 5}" text-anchor="middle">${step}</text>`;
}

function markers(): string {
  const verdicts: readonly PathVerdict[] = ['allowed', 'denied', 'unknown', 'none'];
  return `<defs>${verdicts
    .map(
      (verdict) =>
        `<marker id="${verdict}-end" class="${verdict}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z"/></marker>`,
    )
    .join('')}</defs>`;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
