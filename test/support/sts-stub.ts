import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * STS on loopback with the one call that Terraform's AWS provider makes before a plan: GetCallerIdentity. The
 * account is the access key's digits, so that `allowed_account_ids` is really checked.
 */
export interface StsStub {
  url: string;
  close: () => void;
}

/** Access key that the stub says has expired. */
export const EXPIRED_ACCESS_KEY = 'ASIATESTEXPIRED00000';

/** Access key that the stub takes for an administrator of an account. */
export function accessKeyOf(accountId: string): string {
  return `AKIATEST${accountId}`;
}

const EXPIRED = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>ExpiredToken</Code>
<Message>The security token included in the request is expired</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

export async function startStsStub(): Promise<StsStub> {
  const server: Server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    if (authorization.includes(EXPIRED_ACCESS_KEY)) {
      request.resume().on('end', () => {
        response.writeHead(403, { 'content-type': 'text/xml' }).end(EXPIRED);
      });
      return;
    }
    const account = /Credential=AKIATEST(\d{12})\//.exec(authorization)?.[1] ?? '000000000000';
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::${account}:user/administrator</Arn><UserId>AIDATEST</UserId><Account>${account}</Account>
</GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
