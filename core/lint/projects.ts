import type { SourceFile } from '../syntax/source-file';
import { compareFindings, type LintResult } from './result';
import { lint, type LintOptions } from './lint';

/** Files that are looked at together: the Terraform files of a folder, and every other file for itself. */
export function projectsOf(files: readonly SourceFile[]): SourceFile[][] {
  const projects = new Map<string, SourceFile[]>();
  for (const file of files) {
    const isTerraform = file.language === 'hcl' || file.language === 'terraform-json';
    const name = isTerraform ? `${file.path.replace(/[^/\\]*$/, '')}*` : file.path;
    const project = projects.get(name);
    if (project) project.push(file);
    else projects.set(name, [file]);
  }
  return [...projects.values()];
}

/** Puts the results of several projects together. */
export function mergeResults(results: readonly LintResult[]): LintResult {
  return {
    findings: unique(results.flatMap(({ findings }) => findings)).sort(compareFindings),
    suppressed: unique(results.flatMap(({ suppressed }) => suppressed)).sort(compareFindings),
    failures: results.flatMap(({ failures }) => failures),
    incomplete: [...new Set(results.flatMap(({ incomplete }) => incomplete))].sort(),
    texts: new Map(results.flatMap(({ texts }) => [...texts])),
  };
}

/** Lints each project of a set of files for itself. */
export function lintProjects(files: readonly SourceFile[], options: LintOptions): LintResult {
  return mergeResults(projectsOf(files).map((project) => lint(project, options)));
}

/** What is found in the configuration is found with each project. */
function unique<T extends LintResult['findings'][number]>(findings: readonly T[]): T[] {
  const byKey = new Map(
    findings.map((finding) => [
      `${finding.path}\0${finding.start}\0${finding.end}\0${finding.rule}\0${finding.message}`,
      finding,
    ]),
  );
  return [...byKey.values()];
}
