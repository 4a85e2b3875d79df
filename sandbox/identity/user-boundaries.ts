import type { StoreDocument } from '../store/document';
import type { Store } from '../store/store';

/** Permissions boundaries of users, which moto does not have: the policy's ARN. */
export class UserBoundaries {
  readonly #document: StoreDocument<Record<string, string>>;

  constructor(store: Store) {
    this.#document = store.document('user-boundaries', () => ({}));
  }

  get(account: string, userName: string): string | undefined {
    return this.#document.value[nameOf(account, userName)];
  }

  /** @param policyArn undefined: none any more */
  async set(account: string, userName: string, policyArn: string | undefined): Promise<void> {
    if (policyArn === this.get(account, userName)) return;
    await this.#document.change((boundaries) => {
      if (policyArn === undefined) Reflect.deleteProperty(boundaries, nameOf(account, userName));
      else boundaries[nameOf(account, userName)] = policyArn;
    });
  }
}

function nameOf(account: string, userName: string): string {
  return `${account}/${userName}`;
}
