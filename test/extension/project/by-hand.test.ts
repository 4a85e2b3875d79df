import assert from 'node:assert/strict';
import { byHandPage } from '../../../extension/host/project/by-hand';

describe('page of what somebody adds by hand', () => {
  it('has a heading for each file, what to do, and the text to copy', () => {
    assert.equal(
      byHandPage([
        {
          file: 'package.json',
          what: 'install what is missing:',
          text: 'npm install --save-dev cdktf@0.21.0',
        },
        { file: 'main.ts', what: 'make the stacks in it:', text: 'new App();' },
      ]),
      `## What you add by hand

These files were there, and were left as they are.

### package.json

Install what is missing:

\`\`\`shell
npm install --save-dev cdktf@0.21.0
\`\`\`

### main.ts

Make the stacks in it:

\`\`\`typescript
new App();
\`\`\``,
    );
  });

  it('has no block for what is only a sentence', () => {
    assert.equal(
      byHandPage([{ file: 'main.ts', what: 'make the stacks in it.' }]),
      '## What you add by hand\n\nThese files were there, and were left as they are.\n\n### main.ts\n\nMake the stacks in it.',
    );
  });
});
