import { PAGES } from '../../facts/documentation';
import { VIA_SERVICES, parseViaService } from '../../facts/via-services';
import { hasWildcard } from '../../facts/wildcards';
import { HOLE } from '../../syntax/text-map';
import { card, code } from './markdown';

/** A value of `kms:ViaService`. @param text with `HOLE` in the place of what is not known */
export function viaServiceCard(text: string): string | undefined {
  const via = parseViaService(text.replaceAll(HOLE, '*'));
  if (via.status !== 'ok' && via.status !== 'wrong-suffix') return undefined;
  const service = Object.hasOwn(VIA_SERVICES, via.service) ? VIA_SERVICES[via.service] : undefined;
  return card({
    name: text.replaceAll(HOLE, '${…}'),
    kind: 'value of `kms:ViaService`',
    text: `Requests that come through ${service ?? `the service ${code(via.service)}`}${regionWords(text, via.region)}.`,
    points: [
      via.service === 's3' && 'For objects of linked buckets: the Region is that of the bucket',
      via.service === 'fsx' &&
        'For the key that encrypts a file system at rest, not for objects of a linked bucket',
      via.status === 'wrong-suffix' &&
        `The suffix is ${code('amazonaws.com')} in every partition: this one never matches`,
    ],
    page: PAGES.kmsConditionKeys,
  });
}

function regionWords(text: string, region: string): string {
  if (text.includes(HOLE)) return '';
  return hasWildcard(region) ? ` in any Region that matches ${code(region)}` : ` in ${code(region)}`;
}
