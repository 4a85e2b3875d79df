/** Whether the code of changes is what it is said to be. */
import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import ts from 'typescript';

export function hasTerraform(): boolean {
  return spawnSync('terraform', ['version']).status === 0;
}

/** HCL as `terraform fmt` writes it. @throws where it is no HCL */
export function formatted(hcl: string): string {
  const printed = execFileSync('terraform', ['fmt', '-'], {
    input: `${hcl}\n`,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return printed.replace(/\n$/, '');
}

/** What the compiler says to texts of one import and one statement each, in which `this` is a construct. */
export function compileErrors(texts: readonly string[]): string[] {
  const path = resolve('changes.ts');
  const text = texts.map(asFunction).join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const real = ts.createCompilerHost(options);
  host.fileExists = (name) => name === path || real.fileExists(name);
  host.readFile = (name) => (name === path ? text : real.readFile(name));
  host.getSourceFile = (name, language) =>
    name === path ? ts.createSourceFile(name, text, language) : real.getSourceFile(name, language);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([path], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function asFunction(text: string, index: number): string {
  const [imports = '', ...rest] = text.split('\n\n');
  return [
    `import type { Construct as C${index} } from 'constructs';`,
    imports.replace(/\{ (\w+) \}/, `{ $1 as T${index} }`),
    `export function change${index}(this: C${index}) {`,
    rest.join('\n\n').replace(/new \w+\(/, `new T${index}(`),
    '}',
  ].join('\n');
}
