import { randomUUID } from 'node:crypto';
import { parseArn } from '../../../../core/facts/arns';
import type { AwsError, Outcome } from '../../../gateway/outcome';
import {
  childAt,
  childrenOf,
  parseXml,
  textAt,
  toXml,
  type XmlContent,
  type XmlElement,
} from '../../../gateway/xml';
import { emptyAnswer, innerXmlAnswer } from '../answers';
import { invalidArgument, malformedXml, s3Error } from '../errors';
import type { BucketCall } from '../operation';

/** One of a bucket's notification configurations. */
export interface Notification {
  readonly kind: 'topic' | 'queue' | 'function';
  readonly id: string;
  readonly arn: string;
  /** For example `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** Empty: all keys. */
  readonly prefix: string;
  readonly suffix: string;
}

export interface Notifications {
  readonly configurations: readonly Notification[];
  readonly eventBridge: boolean;
}

/** Element of a configuration, and in it that of its target. */
const ELEMENTS = {
  topic: ['TopicConfiguration', 'Topic', 'sns'],
  queue: ['QueueConfiguration', 'Queue', 'sqs'],
  function: ['CloudFunctionConfiguration', 'CloudFunction', 'lambda'],
} as const satisfies Readonly<Record<Notification['kind'], readonly [string, string, string]>>;

const KINDS = ['topic', 'queue', 'function'] as const;
const SUB_RESOURCE = 'notification';
const EVENT =
  /^s3:(ObjectCreated:(\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(\*|Delete|DeleteMarkerCreated)|ObjectRestore:(\*|Post|Completed|Delete)|ReducedRedundancyLostObject|Replication:\S+|LifecycleExpiration:\S+|LifecycleTransition|IntelligentTiering|ObjectTagging:\S+|ObjectAcl:Put|TestEvent)$/;

/** Source: S3 API Reference, GetBucketNotificationConfiguration: empty while there is none. */
export function getNotification({ bucket }: BucketCall): Outcome {
  return innerXmlAnswer('NotificationConfiguration', bucket.configurations[SUB_RESOURCE] ?? '');
}

/** Source: S3 API Reference, PutBucketNotificationConfiguration: it replaces all that was there. */
export async function putNotification({ bucket, call, store }: BucketCall): Promise<Outcome> {
  const read = readNotifications(parseXml(call.payload.toString()));
  if (read.status === 'error') return read;
  const problem = overlap(read.notifications.configurations);
  if (problem) return problem;
  await store.change(() => {
    bucket.configurations[SUB_RESOURCE] = notificationsXml(read.notifications);
  });
  return emptyAnswer(200);
}

/** Reads a `NotificationConfiguration` document. Configurations without an id get one. */
export function readNotifications(
  root: XmlElement | undefined,
): { readonly status: 'ok'; readonly notifications: Notifications } | AwsError {
  if (root?.name !== 'NotificationConfiguration') return malformedXml();
  const configurations: Notification[] = [];
  for (const kind of KINDS) {
    const [element, target, service] = ELEMENTS[kind];
    for (const configuration of childrenOf(root, element)) {
      const arn = textAt(configuration, target) ?? '';
      const events = childrenOf(configuration, 'Event').map(({ text }) => text);
      if (events.length === 0) return malformedXml();
      const unknown = events.find((event) => !EVENT.test(event));
      if (unknown !== undefined) {
        return invalidArgument('A specified event is not supported for notifications.', 'Event', unknown);
      }
      if (parseArn(arn)?.service !== service) {
        return invalidArgument('The ARN could not be parsed', target, arn);
      }
      const filters = childrenOf(childAt(configuration, 'Filter', 'S3Key'), 'FilterRule');
      const filter = (name: string) =>
        textAt(
          filters.find((rule) => textAt(rule, 'Name')?.toLowerCase() === name),
          'Value',
        ) ?? '';
      configurations.push({
        kind,
        id: textAt(configuration, 'Id') ?? randomUUID(),
        arn,
        events,
        prefix: filter('prefix'),
        suffix: filter('suffix'),
      });
    }
  }
  const eventBridge = childAt(root, 'EventBridgeConfiguration') !== undefined;
  return { status: 'ok', notifications: { configurations, eventBridge } };
}

/** The XML inside the root element. */
export function notificationsXml({ configurations, eventBridge }: Notifications): string {
  const content = configurations.map((configuration): XmlContent => {
    const { kind, id, arn, events, prefix, suffix } = configuration;
    const [element, target] = ELEMENTS[kind];
    const rules = [
      ...(prefix === '' ? [] : [{ Name: 'Prefix', Value: prefix }]),
      ...(suffix === '' ? [] : [{ Name: 'Suffix', Value: suffix }]),
    ];
    return {
      [element]: {
        Id: id,
        [target]: arn,
        Event: events,
        Filter: rules.length === 0 ? undefined : { S3Key: { FilterRule: rules } },
      },
    };
  });
  return toXml([...content, ...(eventBridge ? [{ EventBridgeConfiguration: '' }] : [])]);
}

/** Two configurations may not tell of one event of one object. */
function overlap(configurations: readonly Notification[]): AwsError | undefined {
  const clash = configurations.some((one, index) =>
    configurations.slice(index + 1).some((other) => overlaps(one, other)),
  );
  return clash
    ? s3Error(
        'InvalidArgument',
        'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
        { ArgumentName: 'NotificationConfiguration' },
      )
    : undefined;
}

function overlaps(one: Notification, other: Notification): boolean {
  const shareEvents = one.events.some((event) => other.events.some((second) => meet(event, second)));
  const [first, last] = [one, other] as const;
  const sharePrefix = first.prefix.startsWith(last.prefix) || last.prefix.startsWith(first.prefix);
  const shareSuffix = first.suffix.endsWith(last.suffix) || last.suffix.endsWith(first.suffix);
  return shareEvents && sharePrefix && shareSuffix;
}

function meet(one: string, other: string): boolean {
  const covers = (pattern: string, event: string) =>
    pattern === event || (pattern.endsWith('*') && event.startsWith(pattern.slice(0, -1)));
  return covers(one, other) || covers(other, one);
}
