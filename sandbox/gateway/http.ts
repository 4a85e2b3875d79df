/** One HTTP request, read whole. */
export interface HttpRequest {
  /** Id that the answer and the log carry. */
  readonly id: string;
  readonly method: string;
  /** Path as it was sent, percent-encoded. */
  readonly path: string;
  /** Query as it was sent, without the question mark. */
  readonly query: string;
  /** Names in lower case; a header that came several times has its values joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent; `payload` of an authenticated request is this without aws-chunked framing. */
  readonly body: Buffer;
  /** Address of the client. */
  readonly sourceIp: string;
}

/** An answer that is ready to be sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The query's pairs, decoded; a name may come several times. Malformed escapes stay as they are. */
export function queryPairs(query: string): (readonly [name: string, value: string])[] {
  if (query === '') return [];
  return query.split('&').flatMap((part) => {
    if (part === '') return [];
    const at = part.indexOf('=');
    const name = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? '' : part.slice(at + 1);
    return [[decodePart(name), decodePart(value)] as const];
  });
}

/** The first value of a name in a query; undefined when it does not come. */
export function queryValue(query: string, name: string): string | undefined {
  return queryPairs(query).find(([key]) => key === name)?.[1];
}

/** Decodes percent escapes; a text that is malformed stays as it is. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
