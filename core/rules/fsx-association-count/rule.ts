import { ASSOCIATION_LIMITS } from '../../facts/fsx-lustre';
import { associations, byFileSystem } from '../../model/lustre-file-system';
import { CREATE_ASSOCIATION_PAGE, findingOnHead } from '../lustre';
import type { Rule } from '../rule';

/** A file system has at most eight associations. */
export const rule: Rule = {
  meta: {
    id: 'fsx-association-count',
    severity: 'error',
    title: 'More associations than one file system can have',
    why: 'A file system has at most 8 data repository associations, and `CreateDataRepositoryAssociation` answers `ServiceLimitExceeded` to the next one, after the others were made one by one.',
    fix: 'Link a folder higher up in the bucket, or a second file system.',
    sources: [CREATE_ASSOCIATION_PAGE],
  },
  *check(model) {
    const { perFileSystem } = ASSOCIATION_LIMITS;
    for (const group of byFileSystem(associations(model))) {
      const single = group.filter(({ resource }) => !resource.repeated);
      for (const association of single.slice(perFileSystem)) {
        const message = `The file system has ${single.length} associations here, and FSx takes ${perFileSystem}: CreateDataRepositoryAssociation answers ServiceLimitExceeded. Link this one to another file system, or link a folder higher up.`;
        yield findingOnHead(association, message);
      }
    }
  },
};
