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

/** Access key that the stub takes for an administrator of an account. */
export function accessKeyOf(accountId: string): string {
  return `AKIATEST${accountId}`;
}

export async function startStsStub(): Promise<StsStub> {
  const server: Server = createServer((request, response) => {
    const account =
      /Credential=AKIATEST(\d{12})\//.exec(request.headers.authorization ?? '')?.[1] ?? '000000000000';
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
