import { ASSOCIATION_EVENTS, ASSOCIATION_LIMITS } from '../../../../core/facts/fsx-lustre';
import { integer, list, oneOf, structure, text } from '../../shape';

/** Parts of the requests on associations. Source: botocore's service model, fsx 2018-03-01. */

const EVENTS = structure({ Events: list(oneOf(ASSOCIATION_EVENTS), { max: ASSOCIATION_EVENTS.length }) });

export const S3_CONFIGURATION = structure({ AutoImportPolicy: EVENTS, AutoExportPolicy: EVENTS });

export const CHUNK_SIZE = integer(1, 512_000);

const LINE = /^[^\0\u0085\u2028\u2029\r\n]+$/;
export const NAMESPACE = text({ min: 1, max: ASSOCIATION_LIMITS.fileSystemPathLength, pattern: LINE });
export const ARCHIVE_PATH = text({ min: 3, max: 4357, pattern: LINE });
