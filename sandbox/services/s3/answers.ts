import type { HttpResponse } from '../../gateway/http';
import type { AwsError, RawAnswer } from '../../gateway/outcome';
import { escapeXml, toXml, type XmlContent, type XmlElement } from '../../gateway/xml';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

type Headers = HttpResponse['headers'];

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Headers = {}): RawAnswer {
  return { status: 'raw', response: { status, headers, body: Buffer.alloc(0) } };
}

/** An XML document of S3. */
export function xmlAnswer(root: string, content: XmlContent, headers: Headers = {}): RawAnswer {
  return innerXmlAnswer(root, toXml(content), headers);
}

/** The same of XML that is written already. */
export function innerXmlAnswer(root: string, inner: string, headers: Headers = {}): RawAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${inner}</${root}>`;
  return bytesAnswer(200, Buffer.from(text), { 'content-type': 'application/xml', ...headers });
}

export function bytesAnswer(status: number, body: Buffer, headers: Headers): RawAnswer {
  return { status: 'raw', response: { status, headers, body } };
}

/** An error whose answer has headers of its own. */
export function errorAnswer({ code, message, httpStatus, fields }: AwsError, headers: Headers): RawAnswer {
  const body = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n${toXml({ Error: { Code: code, Message: message, ...fields } })}`,
  );
  return {
    ...bytesAnswer(httpStatus, body, { 'content-type': 'application/xml', ...headers }),
    error: { code, message },
  };
}

/** What stands inside an element, as XML. */
export function innerXml({ children, text }: XmlElement): string {
  return children.length === 0 ? escapeXml(text) : children.map(outerXml).join('');
}

function outerXml(element: XmlElement): string {
  return `<${element.name}>${innerXml(element)}</${element.name}>`;
}
