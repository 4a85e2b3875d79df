/** The requests that a statement or a grant has to do with. */
import { createGrant, describeKey } from '../../rehearsal/requests/kms';
import type { Ask } from '../../rehearsal/requests/ask';
import { asActor, asRole, getObject, kmsBehind, listBucket, putObject } from '../../rehearsal/requests/s3';
import { grantsOfKey } from '../../rehearsal/steps/grants-in-force';
import { exportedObjectOf, objectOf } from '../../rehearsal/steps/objects';
import { isKnownText } from '../../rehearsal/world/text';
import type { World, WorldGrant, WorldKey, WorldLink } from '../../rehearsal/world/world';
import type { Located } from '../../syntax/project';
import {
  accountText,
  distinctActors,
  fileSystemText,
  nameOfBucket,
  plain,
  whoIs,
  type Candidate,
} from './candidate';
import { isSameGrant, locate } from './held';
import { neededGrant } from './needed-grant';
import { identityCandidates } from './identity-requests';
import { linksOf, type LinkInQuestion } from './links';
import { administratorOfKey, onKey, othersOnBucket, othersOnKey } from './other-requests';
import type { GrantSubject, Subject } from './subject';
import type { View } from './view';

/** Every request of the seven steps that the subject's key or bucket gets, in a fixed order. */
export function candidatesFor(subject: Subject, view: View): Candidate[] {
  const links = linksOf(subject, view);
  if (subject.kind === 'grant') return links.flatMap((link) => candidatesOnGrant(link, subject, view));
  const { policy } = subject;
  if (policy.kind === 'identity') return identityCandidates(subject, view);
  return links.flatMap((question) => {
    const { link } = question;
    switch (policy.kind) {
      case 'key':
        return [...candidatesOnKey(question, locate(policy), view), ...othersOnKey(link, subject, view)];
      case 'bucket':
        return [...candidatesOnBucket(question), ...othersOnBucket(link, subject)];
      default:
        return [];
    }
  });
}

function candidatesOnKey(question: LinkInQuestion, place: Located, view: View): Candidate[] {
  const { world } = view;
  const { link, asFileSystem, asUploader } = question;
  const { key, bucket, creator } = link;
  if (!key) return [];
  const { uploader } = bucket;
  const describing = distinctActors([creator, uploader]);
  return [
    ...(asFileSystem ? roleCandidates(link, key, world) : []),
    ...(asUploader ? uploads(link, key) : []),
    ...describing.map((actor) => plain(`${whoIs(actor)} looks at the key`, describeKey(actor, key), link)),
    ...grantsFor(link, key, world.grants, place).map((grant) =>
      plain(`${whoIs(grant.creator)} creates the grant ${grant.name}`, createGrant(grant, key), link),
    ),
    plain(
      `an administrator of ${accountText(key.account)} changes the key policy`,
      onKey(administratorOfKey(key, view), 'kms:PutKeyPolicy', key),
      link,
    ),
  ];
}

/** Reads and writes of the file system's role. */
function roleCandidates(link: WorldLink, key: WorldKey, world: World): Candidate[] {
  const role = asRole(link.fileSystem);
  const grants = grantsOfKey(link, key, world);
  const who = fileSystemText(link);
  const on = nameOfBucket(link);
  const read = kmsBehind(role, link, key, { action: 's3:GetObject', object: objectOf(link) }, []);
  const write = kmsBehind(
    role,
    link,
    key,
    { action: 's3:PutObject', object: exportedObjectOf(link), multipart: true },
    [],
  );
  const candidate = (title: string) => (ask: Ask) => ({ title, ask, grants, isRole: true, link });
  return [
    ...read.map(candidate(`${who} reads an object of ${on}`)),
    // An export in parts decrypts too, as a read does.
    ...write
      .filter(({ request }) => request.action !== 'kms:Decrypt')
      .map(candidate(`${who} exports an object to ${on}`)),
  ];
}

/** What S3 asks of KMS when somebody of the bucket's account uploads in parts. */
function uploads(link: WorldLink, key: WorldKey): Candidate[] {
  const { uploader } = link.bucket;
  const call = { action: 's3:PutObject', object: objectOf(link), multipart: true } as const;
  const title = `${whoIs(uploader)} uploads to ${nameOfBucket(link)}`;
  return kmsBehind(asActor(uploader), link, key, call, []).map((ask) => plain(title, ask, link));
}

function candidatesOnBucket({ link, asFileSystem, asUploader }: LinkInQuestion): Candidate[] {
  const { bucket, creator, fileSystem } = link;
  const object = objectOf(link);
  const on = nameOfBucket(link);
  const who = fileSystemText(link);
  const role = asRole(fileSystem);
  const linking = asActor(creator);
  const uploading = asActor(bucket.uploader);
  const own = [
    plain(`${who} lists ${on}`, listBucket(role, link), link),
    plain(`${who} reads an object of ${on}`, getObject(role, link, object), link),
    plain(`${who} exports an object to ${on}`, putObject(role, link, exportedObjectOf(link)), link),
  ].map((candidate) => ({ ...candidate, isRole: true }));
  return [
    ...(asFileSystem ? own : []),
    // FSx checks the access of whoever links the file system as well.
    plain(`${whoIs(creator)}, who links the file system, lists ${on}`, listBucket(linking, link), link),
    ...(asUploader
      ? [plain(`${whoIs(bucket.uploader)} uploads to ${on}`, putObject(uploading, link, object), link)]
      : []),
  ];
}

function candidatesOnGrant({ link }: LinkInQuestion, subject: GrantSubject, { world }: View): Candidate[] {
  const { key } = link;
  if (!key) return [];
  return [
    ...world.grants
      .filter((grant) => isSameGrant(grant, subject))
      .map((grant) => plain(`${whoIs(grant.creator)} creates this grant`, createGrant(grant, key), link)),
    ...roleCandidates(link, key, world),
  ];
}

/** Grants in view for the link's role; where there is none, the one that would be needed. */
function grantsFor(
  link: WorldLink,
  key: WorldKey,
  grants: readonly WorldGrant[],
  place: Located,
): WorldGrant[] {
  const own = grants.filter(
    ({ grantee, key: named }) =>
      /fsx/i.test(grantee) && (named === undefined || !isKnownText(named) || named === key.arn),
  );
  return own.length > 0 ? own : [neededGrant(link, key, place)];
}
