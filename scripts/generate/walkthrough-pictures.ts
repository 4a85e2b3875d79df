import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';

/**
 * Pictures of the native walkthrough: the three accounts, with what a step adds. Their colours are the editor's own, so
 * that they fit every theme.
 * @see https://code.visualstudio.com/api/references/contribution-points#contributes.walkthroughs
 */
export function walkthroughPictures(): Map<string, string> {
  return new Map(
    Object.entries(PICTURES).map(([name, picture]) => [`extension/walkthrough/${name}.svg`, draw(picture)]),
  );
}

/** `later`: not there yet. `new`: what the step is about. `fails`: it is refused, as it should be. `gone`: removed. */
type PartState = 'later' | 'there' | 'new' | 'fails' | 'gone';

interface Picture {
  /** Read aloud instead of the picture. */
  readonly description: string;
  readonly boxes: Readonly<Record<AccountRole, PartState>>;
  readonly paths: Partial<Record<PathName, PartState>>;
}

type PathName = 'bucketPolicy' | 'defaultEncryption' | 'keyPolicy' | 'read' | 'grant' | 'export';

const THERE = { fileSystem: 'there', bucket: 'there', key: 'there' } as const;

const PICTURES: Readonly<Record<string, Picture>> = {
  start: {
    description:
      'Three accounts: A for the file system, B for the bucket, C for the key. Nothing is there yet.',
    boxes: { fileSystem: 'later', bucket: 'later', key: 'later' },
    paths: {},
  },
  policies: {
    description:
      'The bucket policy lets account A in, the key policy shares the key with A and B, and the bucket encrypts with the key.',
    boxes: { fileSystem: 'later', bucket: 'new', key: 'new' },
    paths: { bucketPolicy: 'new', keyPolicy: 'new', defaultEncryption: 'new' },
  },
  mount: {
    description: 'The file system is linked to the bucket; its client lists test.txt.',
    boxes: { fileSystem: 'new', bucket: 'there', key: 'there' },
    paths: { bucketPolicy: 'there', keyPolicy: 'there', defaultEncryption: 'there' },
  },
  denied: {
    description: 'The file system reads test.txt, and KMS refuses to decrypt it.',
    boxes: THERE,
    paths: { bucketPolicy: 'there', keyPolicy: 'there', defaultEncryption: 'there', read: 'fails' },
  },
  grant: {
    description: 'A grant on the key lets the service-linked role decrypt: reading works.',
    boxes: THERE,
    paths: {
      bucketPolicy: 'there',
      keyPolicy: 'there',
      defaultEncryption: 'there',
      read: 'there',
      grant: 'new',
    },
  },
  export: {
    description: 'A new file goes from the file system to the bucket, encrypted with the key of account C.',
    boxes: THERE,
    paths: {
      bucketPolicy: 'there',
      keyPolicy: 'there',
      defaultEncryption: 'there',
      read: 'there',
      grant: 'there',
      export: 'new',
    },
  },
  'clean-up': {
    description: 'Everything is removed: account A first, then B, then C.',
    boxes: { fileSystem: 'gone', bucket: 'gone', key: 'gone' },
    paths: {},
  },
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly lines: readonly string[];
}

const BOXES: Readonly<Record<AccountRole, Box>> = {
  fileSystem: { x: 16, y: 24, w: 200, h: 352, lines: ['FSx for Lustre', 'service-linked role', 'client'] },
  bucket: { x: 384, y: 24, w: 200, h: 152, lines: ['S3 bucket'] },
  key: { x: 384, y: 264, w: 200, h: 112, lines: ['KMS key'] },
};

interface Path {
  readonly label: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

const PATHS: Readonly<Record<PathName, Path>> = {
  bucketPolicy: { label: 'bucket policy', from: [216, 64], to: [378, 64] },
  read: { label: 'reads', from: [384, 108], to: [222, 108] },
  export: { label: 'exports', from: [216, 152], to: [378, 152] },
  defaultEncryption: { label: 'encrypts with', from: [484, 176], to: [484, 258] },
  keyPolicy: { label: 'key policy', from: [216, 296], to: [378, 296] },
  grant: { label: 'grant', from: [384, 344], to: [222, 344] },
};

const COLOUR: Readonly<Record<PartState, string>> = {
  later: 'var(--vscode-disabledForeground)',
  there: 'var(--vscode-descriptionForeground)',
  new: 'var(--vscode-textLink-foreground)',
  fails: 'var(--vscode-errorForeground)',
  gone: 'var(--vscode-disabledForeground)',
};

function draw({ description, boxes, paths }: Picture): string {
  const drawnBoxes = (Object.keys(BOXES) as AccountRole[]).map((account) => box(account, boxes[account]));
  const drawnPaths = (Object.keys(PATHS) as PathName[])
    .filter((name) => paths[name] !== undefined)
    .map((name) => path(PATHS[name], paths[name] ?? 'there'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400" role="img" font-family="var(--vscode-font-family, sans-serif)">
<title>${description}</title>
${[...drawnBoxes, ...drawnPaths].join('\n')}
</svg>
`;
}

function box(account: AccountRole, state: PartState): string {
  const { x, y, w, h, lines } = BOXES[account];
  const colour = COLOUR[state];
  const isOutline = state === 'later' || state === 'gone';
  const texts = lines.map(
    (line, index) =>
      `<text x="${x + 16}" y="${y + 62 + index * 26}" font-size="15" fill="${isOutline ? colour : 'var(--vscode-foreground)'}"${state === 'gone' ? ' text-decoration="line-through"' : ''}>${line}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="none" stroke="${colour}" stroke-width="${state === 'new' ? 3 : 1.5}"${isOutline ? ' stroke-dasharray="6 5"' : ''}/>
<text x="${x + 16}" y="${y + 30}" font-size="16" font-weight="600" fill="${isOutline ? colour : 'var(--vscode-foreground)'}">Account ${ACCOUNTS[account].letter}</text>
${texts.join('\n')}`;
}

/** An arrow with its name above it, or beside it where it goes down; a cross in its middle where it fails. */
function path({ label, from: [x1, y1], to: [x2, y2] }: Path, state: PartState): string {
  const colour = COLOUR[state];
  const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const isDown = x1 === x2;
  const direction = Math.sign(x2 - x1);
  const head = isDown
    ? `M${x2 - 6} ${y2 - 10} ${x2} ${y2} ${x2 + 6} ${y2 - 10}z`
    : `M${x2 - 10 * direction} ${y2 - 6} ${x2} ${y2} ${x2 - 10 * direction} ${y2 + 6}z`;
  const cross =
    state === 'fails'
      ? `\n<path d="M${middleX - 8} ${middleY - 8} l16 16 m0 -16 l-16 16" stroke="${colour}" stroke-width="4" fill="none"/>`
      : '';
  const words = state === 'fails' ? `${label}: denied` : label;
  return `<path d="M${x1} ${y1} ${x2} ${y2}" stroke="${colour}" stroke-width="${state === 'new' || state === 'fails' ? 3 : 1.5}" fill="none"/>
<path d="${head}" fill="${colour}"/>${cross}
<text x="${isDown ? middleX + 12 : middleX}" y="${isDown ? middleY + 2 : middleY - 12}" font-size="14" text-anchor="${isDown ? 'start' : 'middle'}" fill="${state === 'fails' ? colour : 'var(--vscode-foreground)'}">${words}</text>`;
}
