import type { AssociationFacts } from './evidence';

/**
 * The command that applies an association's settings. It names import and export, as what becomes of one that an
 * update leaves out is not documented. Source: FSx API Reference, UpdateDataRepositoryAssociation.
 * @param events those that are imported automatically
 */
export function updateAssociation(
  { id, autoExport }: Pick<AssociationFacts, 'id' | 'autoExport'>,
  events: readonly string[],
  region: string,
): string {
  const settings = {
    AutoImportPolicy: { Events: events },
    ...(autoExport.length > 0 && { AutoExportPolicy: { Events: autoExport } }),
  };
  return `aws fsx update-data-repository-association --association-id ${id} --region ${region} --s3 '${JSON.stringify(settings)}'`;
}
