/** Code lenses: places on which the editor offers to rehearse, compare, deploy or explain. */
import type { Model } from '../model/model';
import type { SourceInput } from '../syntax/detect';
import type { Parsers } from '../syntax/parsers';
import { deploymentLenses, type DeploymentLens } from './lenses/deployment';
import { explainLenses, type ExplainLens } from './lenses/explanations';
import { stackLenses, type StackLens } from './lenses/stacks';

export type Lens = StackLens | DeploymentLens | ExplainLens;

export interface LensInput {
  /** The file, as it is in the editor. */
  readonly file: SourceInput;
  /** The files of the folder, this one included; without it there is nothing to explain. */
  readonly model?: Model;
  /** Without them TypeScript has no stacks. */
  readonly parsers?: Parsers;
}

/** The lenses of a file, in the order of the text. Never throws, whatever is being typed. */
export function lensesOf({ file, model, parsers }: LensInput): Lens[] {
  const lenses: Lens[] = [
    ...(isTypeScript(file) && parsers ? stackLenses(file.text, parsers.typescript) : []),
    ...(isCdktfJson(file) ? deploymentLenses(file.text) : []),
    ...(model ? explainLenses(model, file.path) : []),
  ];
  return lenses.sort((a, b) => a.range.start - b.range.start);
}

function isTypeScript({ path, languageId }: SourceInput): boolean {
  return languageId === undefined ? /(?<!\.d)\.[mc]?tsx?$/i.test(path) : /^typescript/.test(languageId);
}

function isCdktfJson({ path }: SourceInput): boolean {
  return /(^|[/\\])cdktf\.json$/.test(path);
}
