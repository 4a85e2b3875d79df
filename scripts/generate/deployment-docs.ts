import { deploymentJsonSchema } from '../../core/deployment/json-schema';
import { deploymentReference } from '../../core/deployment/reference';

/** The deployment's JSON Schema and its reference page. */
export function deploymentDocs(): Map<string, string> {
  return new Map([
    ['docs/deployment.schema.json', `${JSON.stringify(deploymentJsonSchema(), null, 2)}\n`],
    [
      'docs/deployment.md',
      [
        '# The deployment: `context.fsxLustreKms` in cdktf.json',
        '',
        'Every mistake in it is told at synth, all at once: where, what is wrong, why, and what would be right.',
        'This page is made from the schema in `core/deployment` (`npm run generate`).',
        '',
        deploymentReference(),
        '',
      ].join('\n'),
    ],
  ]);
}
