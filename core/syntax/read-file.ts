import { documentsInResources, policiesIn } from './documents';
import type { SourceInput } from './detect';
import { HclFile } from './hcl';
import { jsonComments, readJson } from './json';
import type { Lookup } from './lookup';
import type { Parsers } from './parsers';
import { withPlaceholders, withoutIntrinsics } from './placeholders';
import { isPlan, planResources } from './plan';
import type { Comment, Language, SourceFile } from './source-file';
import { templateValue } from './template';
import { TerraformJsonFile, terraformJsonResources } from './terraform-json';
import { wholeText, type MappedText } from './text-map';
import { commentsIn, type SyntaxNode } from './tree';
import { readTypeScript, type TypeScriptReading } from './typescript/typescript';

/** Reads a file in a language. @param root what the language's parser found, where it has one */
export function readAs(
  language: Language,
  input: SourceInput,
  parsers: Parsers | undefined,
  root: SyntaxNode | undefined,
): SourceFile {
  const source = wholeText(input.text);
  const file = { path: input.path, language, text: input.text };
  switch (language) {
    case 'hcl':
      return root ? readHcl(file, root, source) : empty(file);
    case 'typescript': {
      return root ? scriptFile(file, readTypeScript(root, source)) : empty(file);
    }
    case 'terraform-json':
      return readTerraformJson(file, source, parsers);
    case 'json':
    case 'plan':
      return readPlainJson(file, source);
  }
}

type FileHead = Pick<SourceFile, 'path' | 'language' | 'text'>;

function empty(file: FileHead): SourceFile {
  return { ...file, resources: [], documents: [], comments: [], wellFormed: false };
}

/** A TypeScript file, from what was read of it. */
export function scriptFile(file: Pick<SourceFile, 'path' | 'text'>, reading: TypeScriptReading): SourceFile {
  const { root, resources, documents, carried } = reading;
  const wellFormed = !root.green.hasError;
  const { path, text } = file;
  let comments: readonly Comment[] | undefined;
  return {
    path,
    language: 'typescript',
    text,
    resources,
    documents,
    // After most edits nobody asks for them.
    get comments() {
      return (comments ??= treeComments(root));
    },
    wellFormed,
    ...(carried ? { carried } : {}),
  };
}

function readHcl(file: FileHead, root: SyntaxNode, source: MappedText): SourceFile {
  const hcl = new HclFile(root, source);
  const comments = treeComments(root);
  const linked = (elsewhere?: Lookup): SourceFile => {
    const resources = hcl.resources(elsewhere);
    const documents = documentsInResources(resources);
    const wellFormed = !root.green.hasError;
    return { ...file, resources, documents, comments, wellFormed, definitions: hcl.definitions, linked };
  };
  return linked();
}

function readTerraformJson(file: FileHead, source: MappedText, parsers: Parsers | undefined): SourceFile {
  const json = new TerraformJsonFile(source, parsers?.hcl);
  const comments = jsonComments(source);
  const { definitions, wellFormed } = json;
  const linked = (elsewhere?: Lookup): SourceFile => {
    const root = json.root(elsewhere);
    const resources = terraformJsonResources(root);
    const documents = documentsInResources(resources);
    return {
      ...file,
      ...(root && { root }),
      resources,
      documents,
      comments,
      wellFormed,
      definitions,
      linked,
    };
  };
  return linked();
}

function readPlainJson(file: FileHead, source: MappedText): SourceFile {
  if (file.language === 'plan') {
    const { value, wellFormed } = readJson(source, templateValue);
    if (isPlan(value)) {
      return {
        ...file,
        ...(value && { root: value }),
        resources: planResources(value),
        documents: [],
        comments: [],
        wellFormed,
      };
    }
  }
  const { value, wellFormed, strict } = readJson(withPlaceholders(source), templateValue);
  const root = value && withoutIntrinsics(value);
  return {
    ...file,
    language: 'json',
    ...(root && { root }),
    resources: [],
    documents: root ? policiesIn(root) : [],
    comments: strict ? [] : jsonComments(source),
    wellFormed,
  };
}

function treeComments(root: SyntaxNode): Comment[] {
  return commentsIn(root.green, root.start).map((range) => ({
    range,
    text: root.source.slice(range.start, range.end),
  }));
}
