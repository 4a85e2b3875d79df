import { readFileSync } from 'node:fs';
import { deploymentJsonSchema } from '../../core/deployment/json-schema';
import { deploymentReference } from '../../core/deployment/reference';

const BEGIN = '<!-- deployment reference: npm run generate -->';
const END = '<!-- end of the deployment reference -->';

/** The deployment's JSON Schema, and its reference in the README. */
export function deploymentDocs(): Map<string, string> {
  return new Map([
    ['docs/deployment.schema.json', `${JSON.stringify(deploymentJsonSchema(), null, 2)}\n`],
    ['README.md', withReference(readFileSync('README.md', 'utf8'))],
  ]);
}

/** The README with its reference made anew; everything else in it is left as it is. */
function withReference(readme: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`README.md has no "${BEGIN}" and "${END}"`);
  return `${before}${BEGIN}\n\n${deploymentReference()}\n\n${END}${after}`;
}
