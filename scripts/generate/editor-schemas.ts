import { cdktfJsonEditorSchema } from '../../core/deployment/editor-schema';
import { configJsonSchema } from '../../core/lint/config-schema';
import { RULES } from '../../core/rules/registry';

/** The JSON Schemas that package.json contributes to VS Code, as `contributes.jsonValidation`. */
export function editorSchemas(): Map<string, string> {
  return new Map([
    ['docs/cdktf.schema.json', `${JSON.stringify(cdktfJsonEditorSchema(), null, 2)}\n`],
    ['docs/configuration.schema.json', `${JSON.stringify(configJsonSchema(RULES), null, 2)}\n`],
  ]);
}
