/** What the editor shows before the rule's name. */
export const SOURCE = 'fsx-lustre-kms';
